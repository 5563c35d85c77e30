"""A question on an attempt that the office has sent again stands apart from those that nobody has answered yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.ledger_made import NOW
from tests.warehouse.report_made import RUN, known, made_home
from warehouse.ledger import Part, PartState, Stamp, State, identify, record_parts, renumber, transition
from warehouse.ledger.attempts import Numbered
from warehouse.ledger.weighing import overtaken_by
from warehouse.run_report.attention import concerns
from warehouse.run_report.gathering import gather
from warehouse.run_report.scope import scope_of_run

OFFICE, MONTH = "LP2A-BATAM", "2026-10"
ASKS = (State.NEEDS_CONFIRMATION,)


@pytest.mark.parametrize(("brought", "is_old"), [(("panen",), True), (("penjualan",), False), ((), False)])
def test_only_where_all_of_it_came_again(tmp_path: Path, brought: tuple[str, ...], is_old: bool):
    home, ledger, ids = made_home(tmp_path / "home")
    older, newer = ids[1], ids[4]
    stamp = Stamp(NOW, ruleset="r1", run_id=RUN, reason="lagi")
    with ledger.begin() as tx:
        identify(tx, {newer: (OFFICE, MONTH)})
        renumber(tx, [Numbered(older, 1, None), Numbered(newer, 2, None)])
        transition(tx, [older], State.NEEDS_CONFIRMATION, stamp)
        record_parts(tx, [newer], [Part(newer, d, OFFICE, MONTH, 3, state=PartState.NONE) for d in brought])
    with ledger.read() as tx:
        assert overtaken_by(tx, ASKS) == ({older: newer} if is_old else {})
        scope = scope_of_run(tx, RUN)
    material, _ = gather(home, ledger, scope, known())
    places = {item.entry.id: c.slug for c in concerns(material) for item in c.items if item.entry is not None}
    assert places[older] == ("pertanyaan-lama" if is_old else "perlu-ditegaskan")
