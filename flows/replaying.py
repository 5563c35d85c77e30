"""Rows put aside that changed rules find clean: their submission is judged again, and they join its facts.

Only where nothing else would change: the same questions stay answered, no other row is to be mended, so what is
published stays published, with more rows. Else only the shadow verdict says what the rules think of it.
The steps of being judged again are the usual ones, so a crash between them is mended like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from checks.partial import Place, rows_aside
from checks.shadow import Met
from warehouse.ledger.answers import MUST_CONFIRM, MUST_MEND
from warehouse.ledger.aside import rows_put_aside, sizes_of
from warehouse.ledger.states import State
from warehouse.ledger.transitions import Stamp, transition
from warehouse.ledger.weighing import Policy

JOINED: Final = "rows that were put aside are clean by changed rules"


def take_up_clean(
    tx: Connection,
    judged: Mapping[str, tuple[Sequence[Met], Sequence[Met]]],
    answered: Collection[Met],
    stamp: Stamp,
    policy: Policy,
) -> list[str]:
    """Have the run judge those again of which rows can join; in the caller's transaction.

    Args:
        tx: A writing transaction.
        judged: Published submission → its findings as the ledger has them, and as today's rules would.
        answered: Findings that people gave a reason for, or waived.
        stamp: Who and when.
        policy: How many rows may stay aside.

    Returns:
        The submissions that are judged again.
    """
    aside: defaultdict[str, set[Place]] = defaultdict(set)
    for row in rows_put_aside(tx, judged).to_pylist():
        aside[row["submission_id"]].add(Place(row["dataset"], row["sheet"], row["row"]))
    sizes = sizes_of(tx, aside)
    reasons: dict[str, str] = {}
    for one, places in aside.items():
        before, after = judged[one]
        still = {_place(met) for met in after if met.severity == MUST_MEND and met not in answered}
        fits = rows_aside(still, sizes.get(one, 0), policy.partial_limit) == still
        is_open = any(met.severity in {"TOLAK", MUST_CONFIRM} and met not in answered for met in after)
        if fits and still < places and not is_open and _asked(before, places) == _asked(after, still):
            reasons[one] = f"{len(places) - len(still)} {JOINED}"
    return transition(tx, list(reasons), State.PARSED, stamp, reasons=reasons)


def _asked(findings: Sequence[Met], aside: Collection[Place]) -> set[Met]:
    """What an approver sees: everything that needs an answer, but for what is to be mended in rows put aside."""
    needed = {MUST_MEND, MUST_CONFIRM}
    return {m for m in findings if m.severity in needed and (m.severity == MUST_CONFIRM or _place(m) not in aside)}


def _place(met: Met) -> Place:
    return Place(met.dataset or "", met.sheet, met.row or 0)
