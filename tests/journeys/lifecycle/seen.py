"""What an instance shows of itself: its ledger, its facts, what it published when. Read plainly, changed by nobody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from tests.journeys.lifecycle.contents import Content
from tests.journeys.lifecycle.editions import DATASETS
from tests.journeys.lifecycle.world import World
from tests.journeys.lifecycle.wrongs import Wrong
from warehouse.ledger import findings_of
from warehouse.ledger.shadows import shadows_of

_RULES = {"V1": "type", "V2": "range", "K1": "pieces", "K2": "unusual", "S3": "in all"}


@dataclass(frozen=True)
class Event:
    """A row of the ledger's history."""

    id: int
    submission: str
    at: str
    source: str | None
    target: str
    actor: str
    reason: str | None
    ruleset: str | None


@dataclass(frozen=True)
class Shown:
    """A submission as the ledger has it."""

    id: str
    path: str
    state: str
    attempt: int | None
    parts: frozenset[str]
    """Datasets of which its part is in force."""


def submissions(world: World) -> dict[str, Shown]:
    query = "select s.id, d.path, s.state, s.attempt from submission s join delivery d on d.id = s.id"
    parts = "select submission_id, dataset from part where state = 'in_force'"
    with world.ledger.read() as tx:
        in_force = list(tx.execute(text(parts)))
        rows = list(tx.execute(text(query)))
    return {
        key: Shown(key, path, state, attempt, frozenset(d for i, d in in_force if i == key))
        for key, path, state, attempt in rows
    }


def events(world: World) -> list[Event]:
    query = "select id, submission_id, at, from_state, to_state, actor, reason, ruleset from event order by id"
    with world.ledger.read() as tx:
        return [Event(*row) for row in tx.execute(text(query))]


def findings(world: World, contents: dict[str, Content]) -> dict[str, dict[Wrong, str]]:
    """Submission → what was found → its status."""
    found: dict[str, dict[Wrong, str]] = {i: {} for i in contents}
    with world.ledger.read() as tx:
        rows = findings_of(tx).to_pylist()
    for row in rows:
        content = contents[row["submission_id"]]
        found[row["submission_id"]][_wrong(row, content)] = row["status"]
    return found


def _wrong(row: dict[str, Any], content: Content) -> Wrong:
    rule = _RULES.get(row["rule"][5] + row["rule"][-1], row["rule"].removeprefix("UMKM-"))
    dataset = row["dataset"] if row["dataset"] in DATASETS else None
    key = None
    if dataset is not None and rule != "in all":
        key = content.rows[dataset][row["row"] - (2 if content.is_csv else 6)].key
    return Wrong(rule, row["severity"], dataset, key, "Jumlah" if rule == "in all" else row["value"])


def facts(world: World) -> dict[tuple[str, str, str], set[tuple[Any, ...]]]:
    """(Office, month, dataset) → submission, key, rupiah, pieces of the rows that analysts see."""
    found: dict[tuple[str, str, str], set[tuple[Any, ...]]] = {}
    columns = "select kode_upt, periode, '{d}', _submission_id, kode_{d}, nilai_rp, jumlah from core.{d}"
    rows = world.ask(" union all ".join(columns.format(d=d) for d in DATASETS))
    for *part, submission, key, rupiah, pieces in rows:
        office, period, dataset = part
        found.setdefault((office, period, dataset), set()).add((submission, key, rupiah, pieces))
    assert len(rows) == sum(len(some) for some in found.values()), "a row counts twice"
    return found


@dataclass(frozen=True, order=True)
class Publication:
    """A row of what was published and withdrawn, oldest first."""

    at: datetime
    part: tuple[str, str, str]
    order: tuple[datetime, str, str]
    counts: bool


FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def publications(world: World) -> list[Publication]:
    names = "pada, kode_upt, periode, dataset, diterima_pada, sha256, submission_id, aksi = 'terbit'"
    rows = world.ask(f"select {names} from core.publikasi")
    return sorted(Publication(row[0], row[1:4], row[4:7], row[7]) for row in rows)


def in_force(published: list[Publication], at: datetime = FOR_EVER) -> dict[tuple[str, str, str], str]:
    """(Office, month, dataset) → the submission that counted at a moment: the last received of those published then."""
    last = {(p.part, p.order): p for p in published if p.at <= at}
    return {p.part: p.order[2] for _, p in sorted(last.items()) if p.counts}


def flags(world: World) -> dict[str, dict[str, Any]]:
    """Submission → what analysts are told of it."""
    names = ("percobaan", "ruleset", "sebagian", "n_pengecualian", "n_konfirmasi", "tepat_waktu")
    rows = world.ask(f"select submission_id, {', '.join(names)} from core.submission")
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def shadows(world: World) -> dict[str, str]:
    """Published submission → how today's rules would judge it, where that differs."""
    with world.ledger.read() as tx:
        return {shadow.submission_id: shadow.verdict for shadow in shadows_of(tx)}


def told_aside(world: World) -> dict[str, int]:
    """Dataset → rows put aside, as the last run says."""
    with world.ledger.read() as tx:
        (summary,) = next(iter(tx.execute(text("select summary from run order by started_at desc, id desc limit 1"))))
    found: dict[str, int] = json.loads(summary)["rows_aside"]
    return found
