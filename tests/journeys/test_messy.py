"""Reports in forms of the offices' own, through the whole pipeline: what is accepted is right, the rest is asked."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from flows.simulate import simulate
from flows.simulate.month import report_of
from flows.simulate.sums import numeric_columns, sums_of
from sources.contract_loader import load_contracts
from sources.offices import Offices
from tests.practice import PERIOD, take_in
from warehouse.ledger import Ledger, findings_of, list_submissions

ROWS, SEED = 40, 21
CONTRACTS = load_contracts()
OFFICES = Offices.load()


def parts_in_force(home: Path):
    """Rows and sums of what is published: office, month and dataset → column → value."""
    con = duckdb.connect(home / "published/current/lumbung.duckdb", read_only=True)
    found = {}
    for name, contract in CONTRACTS.datasets.items():
        columns = [c.name for c in numeric_columns(contract)]
        sums = ", ".join(f"coalesce(sum({c}), 0)" for c in columns)
        rows = con.execute(f"select kode_upt, periode, count(*), {sums} from core.{name} group by all").fetchall()
        for office, period, *values in rows:
            found[office, period, name] = dict(zip(("rows", *columns), map(Decimal, values), strict=True))
    return found


def parts_as_sent(offices_and_months):
    """The same, as the offices meant it."""
    found = {}
    for office, period in offices_and_months:
        report = report_of(OFFICES.by_code[office], period, rows=ROWS, seed=SEED)
        for name, rows in report.items():
            if rows:
                found[office, period, name] = sums_of(CONTRACTS.datasets[name], rows)
    return found


@pytest.mark.parametrize(
    ("offices", "months"),
    [pytest.param(60, 1, id="sixty"), pytest.param(612, 2, id="a-thousand", marks=pytest.mark.full)],
)
@pytest.mark.timeout(3000)
def test_what_is_accepted_of_messy_reports_is_right_and_nothing_else_is(tmp_path, offices, months):
    folder, home = tmp_path / "kiriman", tmp_path / "home"
    truth = simulate(
        folder, period=PERIOD, months=months, offices=offices, error_rate=0, messy=1, fmt="xlsx", rows=ROWS, seed=SEED
    )
    take_in(home, folder)
    with Ledger.look(home / "ledger.sqlite").read() as tx:
        states = {s.file: s.state.value.lower() for s in list_submissions(tx)}
        rules = Counter(f["rule"] for f in findings_of(tx).to_pylist())
    wanted = {name: said["expect"] for name, said in truth["files"].items()}
    assert set(states) == set(wanted)
    assert len(set(map(str.lower, wanted.values()))) >= 3
    accepted_wrongly = {f for f, s in states.items() if s == "published" and wanted[f] != "published"}
    assert accepted_wrongly == set()

    complete = {f for f, s in states.items() if s == "published"}
    assert len(complete) >= 0.98 * sum(w == "published" for w in wanted.values())
    sent = parts_as_sent({(truth["files"][f]["office"], truth["files"][f]["period"]) for f in complete})
    found = parts_in_force(home)
    assert len(found) > 2 * offices
    assert {key: (sums, sent.get(key)) for key, sums in found.items() if sums != sent.get(key)} == {}
    if complete == {f for f, w in wanted.items() if w == "published"}:
        assert set(sent) == set(found)
    assert {"UMKM-P022", "UMKM-S012", "UMKM-S013", "UMKM-S014", "UMKM-S015"} <= set(rules)
