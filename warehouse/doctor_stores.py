"""The doctor's look at the warehouse and the releases: against the ledger, the contracts, each other.

Everything is opened for reading only. While a run is under way the stores are rightly apart, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from sources.contract_loader import load_contracts
from sources.errors import ContractError
from sources.home import Home
from warehouse.catalog import catalog
from warehouse.doctor import Check
from warehouse.ledger.parts import parts_in_force
from warehouse.ledger.store import Ledger
from warehouse.load import loaded_parts
from warehouse.release import CURRENT, DATABASE, citable_releases, current_release, leftovers, releases
from warehouse.run_lock import holder
from warehouse.schema import pending_changes
from warehouse.sql_text import statement

AT_WORK = "a run is at work: not looked at"


@contextmanager
def _reading(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(home.warehouse, read_only=True) as con:
        yield con


def stores_agree(home: Home) -> Check:
    """Whether ledger and warehouse say the same of every part that is in force."""
    check = "ledger and warehouse"
    if holder(home) is not None:
        return Check(check, ok=True, found=AT_WORK)
    if not home.ledger.exists():
        return Check(check, ok=True, found="no ledger yet")
    with Ledger.look(home.ledger).read() as tx:
        ledger = parts_in_force(tx)
    warehouse: set[tuple[str, str]] = set()
    if home.warehouse.exists():
        with _reading(home) as con:
            warehouse = loaded_parts(con)
    gone, unknown = sorted(ledger - warehouse), sorted(warehouse - ledger)
    if not gone and not unknown:
        return Check(check, ok=True, found=f"both have the same {len(ledger)} parts in force")
    found = []
    if gone:
        found.append(f"{len(gone)} parts in force in the ledger are not in the warehouse: {_named(gone)}")
    if unknown:
        found.append(f"{len(unknown)} parts in force in the warehouse are not so in the ledger: {_named(unknown)}")
    fix = "run 'lumbung ingest': it closes every such gap when it begins, and says why in the events of each submission"
    return Check(check, ok=False, found="; ".join(found), fix=fix)


def warehouse_schema(home: Home) -> Check:
    """Whether the warehouse's tables are what the contracts say, or can become so."""
    check = "warehouse schema"
    if holder(home) is not None:
        return Check(check, ok=True, found=AT_WORK)
    if not home.warehouse.exists():
        return Check(check, ok=True, found="no warehouse yet: the first 'lumbung ingest' makes it")
    tables = [t for t in catalog(load_contracts()) if t.scope != "published"]
    with _reading(home) as con:
        try:
            changes = pending_changes(con, tables)
        except ContractError as error:
            fix = (
                "put the contract back as it was, with a new column for a changed meaning, or build the warehouse anew"
            )
            return Check(check, ok=False, found=str(error), fix=fix)
    if changes:
        return Check(check, ok=True, found=f"the next 'lumbung ingest' adds {', '.join(changes[:5])}")
    return Check(check, ok=True, found="as the contracts say")


def current(home: Home) -> Check:
    """Whether what analysts read is what the warehouse holds."""
    check = "current release"
    if holder(home) is not None:
        return Check(check, ok=True, found=AT_WORK)
    release = current_release(home.published)
    there = [*releases(home.published), *citable_releases(home.published)]
    if release is None and there:
        newest = max(there, key=lambda name: (home.published / name / DATABASE).stat().st_mtime)
        fix = f"ln -sfn {newest} {home.published / CURRENT}"
        return Check(check, ok=False, found=f"{home.published / CURRENT} leads nowhere; {newest} is there", fix=fix)
    warehouse = _published(home, None) if home.warehouse.exists() else None
    if release is None:
        if warehouse in (None, (0, 0)):
            return Check(check, ok=True, found="nothing to publish yet")
        fix = "lumbung ingest, which publishes at its end, or lumbung publish"
        return Check(check, ok=False, found="the warehouse holds reports, but nothing is published", fix=fix)
    if warehouse is not None and warehouse != _published(home, release):
        found = f"{release} is not what the warehouse holds: analysts read older figures"
        return Check(check, ok=False, found=found, fix="run 'lumbung ingest': it publishes what has changed")
    return Check(check, ok=True, found=f"{release} shows what the warehouse holds")


def _published(home: Home, release: str | None) -> tuple[int, int]:
    """How many publications there are, and what they are; of a release, or of the warehouse."""
    path = home.published / release / DATABASE if release else home.warehouse
    with duckdb.connect(path, read_only=True) as con:
        row = con.execute(statement("sidik_publikasi")).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def left_behind(home: Home) -> Check:
    """Whether a killed run left half-built folders."""
    check = "leftovers"
    if holder(home) is not None:
        return Check(check, ok=True, found=AT_WORK)
    left = [*leftovers(home.published), *home.reports.glob(".*Z-*"), *home.root.glob("*.tmp")]
    if not left:
        return Check(check, ok=True, found="none")
    names = ", ".join(str(path.relative_to(home.root)) for path in left[:3])
    found = f"{len(left)} left half-built by a killed run: {names}"
    fix = f"rm -r {' '.join(str(path) for path in left[:20])}"
    return Check(check, ok=False, found=found, fix=fix)


def _named(parts: list[tuple[str, str]]) -> str:
    more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
    return ", ".join(f"{submission} {dataset}" for submission, dataset in parts[:3]) + more
