"""What a release shows, month by month: which months differ from the release before it.

A release says it in ``sidik.json``. The next one takes over every month whose checksum is the same, and works out the
others. Where anything differs that concerns all months (rules, descriptions, reference lists, our own code), or nobody
can tell, nothing is taken over.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

import duckdb

from sources.contract import Contracts
from warehouse.catalog import catalog, fingerprint
from warehouse.macro import macro_texts
from warehouse.records import Records, RuleRuns, rule_rows
from warehouse.relations import given
from warehouse.release import DATABASE
from warehouse.sql_text import statement

STATE: Final = "sidik.json"

NOBODYS: Final = ""
"""The month of what does not say which month it is of."""

MOST_GROWTH: Final = 1.5
SMALL_BYTES: Final = 64 * 2**20
"""A file so many times as large as when it was last written whole is written whole again: what was replaced in it still
takes room. In a small file nobody minds."""

MOST_MONTHS: Final = 0.5
"""Where a larger share of the months differs, writing all of them is faster."""


@dataclass(frozen=True)
class Prints:
    """Checksums of what a release shows.

    Attributes:
        common: of what concerns all months.
        months: month → of everything that is of this month.
        judged: month → when its submissions were judged last, and of their rule runs.
        whole_bytes: size of the DuckDB file when it was last written whole; 0: not known yet.
    """

    common: str
    months: dict[str, str] = field(default_factory=dict)
    judged: dict[str, tuple[str, str]] = field(default_factory=dict)
    whole_bytes: int = 0

    @property
    def all(self) -> str:
        """Changes whenever anything that a release shows does (16 hex digits)."""
        return hashlib.sha256(json.dumps([self.common, sorted(self.months.items())]).encode()).hexdigest()[:16]

    def write(self, folder: Path) -> None:
        """Into the folder of a release."""
        said = {"umum": self.common, "bulan": self.months, "jalan": self.judged, "utuh_bita": self.whole_bytes}
        (folder / STATE).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def read_prints(folder: Path) -> Prints | None:
    """What a release says of itself; None: it says nothing that can be read (one of an older version)."""
    try:
        said = json.loads((folder / STATE).read_text(encoding="utf-8"))
        judged = {str(m): (str(when), str(runs)) for m, (when, runs) in said["jalan"].items()}
        months = {str(m): str(s) for m, s in said["bulan"].items()}
        return Prints(str(said["umum"]), months, judged, int(said["utuh_bita"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def prints_of(
    con: duckdb.DuckDBPyConnection, contracts: Contracts, records: Records, earlier: Prints | None = None
) -> Prints:
    """Of what a release made now would show.

    Args:
        con: the open warehouse, obligations written.
        contracts: tables, comments, rules.
        records: from the ledger.
        earlier: of the release before it: rule runs of a month in which nothing was judged since are not read again.
    """
    lent = {"_temuan": records.findings, "_kiriman": records.submissions, "_keputusan": records.decisions}
    with given(con, **lent):
        months = dict(con.execute(statement("sidik_bulan")).fetchall())
    judged = _judged(con, records, earlier.judged if earlier else {})
    months |= {month: f"{months.get(month, '')} jalan:{runs}" for month, (_, runs) in judged.items()}
    skema = con.execute("select * from meta.skema order by all").fetchall()
    texts = (
        version("lumbung"),
        duckdb.__version__,
        code_print(),
        repr(skema),
        fingerprint(catalog(contracts)),
        repr(rule_rows(contracts).to_pylist()),
        *macro_texts(contracts),
    )
    return Prints(hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16], months, judged)


def _judged(
    con: duckdb.DuckDBPyConnection, records: Records, earlier: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    when: dict[str, str] = {}
    if isinstance(records.rule_runs, RuleRuns):
        with given(con, _kiriman=records.submissions, _dinilai=records.rule_runs.judged):
            when = dict(con.execute(statement("sidik_dinilai")).fetchall())
    found = {}
    for month, submissions in records.by_month.items():
        at, (then, runs) = when.get(month, ""), earlier.get(month, ("", ""))
        if not at or at != then:
            with given(con, _jalan=records.runs_of(submissions)):
                runs = str(con.execute(statement("sidik_jalan")).fetchall()[0][0])
        found[month] = (at, runs)
    return found


def to_work_out(now: Prints, before: Path) -> frozenset[str] | None:
    """The months that differ from an earlier release.

    Args:
        now: of what is to be published.
        before: the folder of the earlier release.

    Returns:
        None: nothing can be taken over from it.
    """
    then = read_prints(before)
    if then is None or then.common != now.common:
        return None
    if (before / DATABASE).stat().st_size > MOST_GROWTH * then.whole_bytes + SMALL_BYTES:
        return None
    both = now.months.items() & then.months.items()
    differing = frozenset(now.months) | frozenset(then.months)
    differing -= {month for month, _ in both}
    return None if len(differing) > MOST_MONTHS * len(now.months) else differing


def since(months: Collection[str], window: int) -> frozenset[str]:
    """These months and so many after each."""
    return frozenset(_moved(month, by) for month in months for by in range(window + 1))


def until(months: Collection[str], window: int) -> frozenset[str]:
    """These months and so many before each."""
    return frozenset(_moved(month, -by) for month in months for by in range(window + 1))


def between(first: str, last: str) -> Iterable[str]:
    """Every month from one to another, both included."""
    while first <= last:
        yield first
        first = _moved(first, 1)


def _moved(month: str, by: int) -> str:
    if month == NOBODYS:
        return month
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04}-{number + 1:02}"


@functools.cache
def code_print() -> str:
    """Of the texts that make a release (16 hex digits): another version of them would make another one."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for folder in (here, here / "ledger", here / "sql", here / "tables", here / "marts"):
        for path in sorted(p for p in folder.iterdir() if p.suffix in {".py", ".sql", ".yaml"}):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
