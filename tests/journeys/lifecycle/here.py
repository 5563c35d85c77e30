"""Reader, judge and stages of a run in this process, that know every answer beforehand.

Each content is read once and judged once an edition of the rules, all in one batch; a run gets its answers from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from checks.judge import Judgement, judge
from checks.text_batch import SubmissionMeta, assemble
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import Reading
from tests.journeys.lifecycle.contents import CONTENTS, OFFICES, PERIODS, write
from tests.journeys.lifecycle.editions import Edition, Rules, rules_of

LIST = Offices.load()
TODAY = date(2026, 11, 24)
"""No rule of these contracts asks for the day."""


@cache
def files() -> dict[tuple[str, bytes], Path]:
    """(Name, bytes) → one file of each content, office and period."""
    root = Path(mkdtemp(prefix="lumbung-contents-"))
    found: dict[tuple[str, bytes], Path] = {}
    for content in CONTENTS:
        for office in OFFICES:
            for period in PERIODS:
                path = write(root / str(len(found)), content, office, period, 1.7e9)
                found.setdefault((path.name, path.read_bytes()), path)
    return found


@cache
def readings(edition: Edition) -> dict[tuple[str, bytes], Reading]:
    """What the reader makes of each."""
    reader = Reader(rules_of(edition).contracts, LIST)
    return {key: reader.read_file(path, path.name) for key, path in files().items()}


@cache
def judgement(edition: Edition) -> Judgement:
    """Each content judged; its submission is called by its number in :func:`files`."""
    rules = rules_of(edition)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    items = [(SubmissionMeta(str(n), k[0], "0" * 64, at), r) for n, (k, r) in enumerate(readings(edition).items())]
    batch = assemble(rules.contracts, items)
    return judge(batch, rules.contracts, today=TODAY, offices=LIST.table(), expectations=False)


class Here:
    """Both pools of a run."""

    def __init__(self, rules: Rules) -> None:
        self.edition = rules.edition
        self._numbers = {key: str(n) for n, key in enumerate(files())}
        self._read: dict[bytes, bytes] = {}
        self.number_of: dict[str, str] = {}
        """sha256 and name → number of the content."""

    def read(self, path: Path, name: str) -> Future[Reading]:
        key = name, path.read_bytes()
        self.number_of[f"{path.name} {name}"] = self._numbers[key]
        return done(readings(self.edition)[key])

    def expect(self, batches: int) -> None:
        """Nothing has to get ready here."""

    def judge(self, batch: Mapping[str, Any], *, context: Mapping[str, Any], today: date) -> Future[Judgement]:
        asked = batch["pengiriman"].select(["_submission_id", "sha256", "file"]).to_pylist()
        whole = judgement(self.edition)
        all_ids: dict[str, list[str]] = {}
        for row in asked:
            all_ids.setdefault(self.number_of[f"{row['sha256']} {row['file']}"], []).append(row["_submission_id"])
        return done(
            Judgement(
                findings=_of(whole.findings, all_ids),
                rule_runs=_of(whole.rule_runs, all_ids),
                verdicts={i: whole.verdicts[number] for number, ids in all_ids.items() for i in ids},
                typed={name: _of(table, all_ids, "_submission_id") for name, table in whole.typed.items()},
                parts=_of(whole.parts, all_ids),
                flagged=_of(whole.flagged, all_ids),
            )
        )


def _of(table: pa.Table, ids: Mapping[str, list[str]], column: str = "submission_id") -> pa.Table:
    """The rows of some contents, once for each submission that has one."""
    at = table.schema.get_field_index(column)
    found = [table.slice(0, 0)]
    for number, submissions in ids.items():
        rows = table.filter(pc.equal(table[column], number))
        found += [rows.set_column(at, column, pa.array([one] * rows.num_rows, pa.string())) for one in submissions]
    return pa.concat_tables(found)


class AtOnce:
    """Stages that do each piece of work when it is given; ``publish`` only where that is wanted."""

    def __init__(self, *, publishes: bool) -> None:
        self._publishes = publishes

    def submit(self, name: str, work: Callable[[], Any]) -> Future[Any]:
        if name == "publish" and not self._publishes:
            return done(SimpleNamespace(is_new=False, release=None))
        future: Future[Any] = Future()
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 - raised again where the result is asked for
            future.set_exception(error)
        return future


def done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future
