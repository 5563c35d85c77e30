"""Every SQL rule, tried: under, equal, over, null; and what must not matter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sources.contract import Contract
from sources.contract_loader import load_contracts
from tests.checks.rules import (
    cases_kegiatan,
    cases_panen,
    cases_pengiriman,
    cases_penjualan,
    cases_produk,
    cases_produksi,
    cases_riwayat_barang,
    cases_riwayat_kerja,
    cases_struktur,
    cases_tenaga_kerja,
)
from tests.checks.rules.bench import Bench, Case, Rows
from tests.checks.rules.past import months
from tests.checks.rules.written_cases import written_cases

CONTRACTS = load_contracts()
SQL_RULES = [rule for rule in CONTRACTS.rules if rule.kind == "sql"]
CASES: list[Case] = [
    *cases_pengiriman.CASES, *cases_struktur.CASES, *cases_produk.CASES, *cases_produksi.CASES,
    *cases_penjualan.CASES, *cases_tenaga_kerja.CASES, *cases_panen.CASES, *cases_kegiatan.CASES,
    *cases_riwayat_barang.CASES, *cases_riwayat_kerja.CASES, *written_cases(),
]  # fmt: skip
SPEAKS_OF_ABSENCE = {"UMKM-K401", "UMKM-K604"}
"""Rules that ask for something to be written: a row of nothing offends them."""


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(CONTRACTS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_names_exactly_its_offenders_in_every_submission(bench, case):
    expected = sorted(case.offenders)
    assert bench.offenders(case, ("S1", "S2")) == {"S1": expected, "S2": expected}


@pytest.mark.parametrize("rule", [r for r in SQL_RULES if r.dataset in CONTRACTS.datasets], ids=lambda r: r.id)
def test_a_row_of_nothing_is_no_offence(bench, rule):
    rows: dict[str, Rows] = {rule.dataset: [{}, {}]}
    rows |= {f"rujukan_{name}": [{}] for name in rule.needs}
    rows |= {f"riwayat_{name}": [{"periode": period} for period in months(7)] for name in rule.history}
    found = bench.offenders(Case(rule.id, "nothing", rows, ()))["S1"]
    assert bool(found) == (rule.id in SPEAKS_OF_ABSENCE)


@pytest.mark.parametrize("rule", SQL_RULES, ids=lambda r: r.id)
def test_unrelated_rows_change_nothing(bench, rule):
    """Rows of nothing in every other dataset of the submission, and a whole sheet of another submission."""
    own = next(case for case in CASES if case.rule == rule.id and case.offenders)
    others: dict[str, Rows] = {name: [{}] for name in CONTRACTS.datasets if name not in own.rows}
    stranger = {"_submission_id": "S9", "_row": 9}
    strangers: dict[str, Rows] = {name: [stranger] for name in CONTRACTS.datasets if name in own.rows}
    rows = {name: [*own.rows.get(name, []), *more] for name, more in (others | strangers).items()}
    found = bench.offenders(Case(rule.id, "unrelated", own.rows | rows, ()), ("S1",), also=("S9",))
    assert found["S1"] == sorted(own.offenders)


@pytest.mark.parametrize("rule", SQL_RULES, ids=lambda r: r.id)
def test_every_rule_has_an_offending_and_a_clean_case(rule):
    own = [case for case in CASES if case.rule == rule.id]
    assert any(case.offenders for case in own)
    assert any(not case.offenders for case in own)


@pytest.mark.parametrize("signs", [(1, 1), (-1, -1), (1, -1), (-1, 1)], ids=str)
def test_no_figure_is_too_large_for_a_rule(bench, signs):
    """A rule that overflows is inconclusive and blocks a whole batch; ranges are field rules, the rows still come."""
    rows: dict[str, Rows] = {name: [_extreme(c, signs), _extreme(c, signs)] for name, c in CONTRACTS.datasets.items()}
    rows |= {f"rujukan_{name}": own for name, own in rows.items()} | {
        f"riwayat_{name}": [row | {"periode": period} for row in own for period in months(7, "2025-12")]
        for name, own in rows.items()
    }
    rows["riwayat_bagian"] = [
        {"dataset": name, "periode": period, "n_baris": 10**18}
        for name in CONTRACTS.datasets
        for period in months(7, "2025-12")
    ]
    rows["total"] = [
        {"dataset": name, "_sheet": "Lembar", "field": column.name, "cell": "B9", "value": "9" * 18}
        for name, contract in CONTRACTS.datasets.items()
        for column in contract.own_columns
    ]
    assert bench.run_all(rows) == len(SQL_RULES)


def _extreme(contract: Contract, signs: tuple[int, int]) -> dict[str, object]:
    values: dict[str, object] = {"text": "x", "yesno": True, "date": "9999-12-31" if signs[0] > 0 else "0001-01-01"}
    largest = {"DECIMAL(18,2)": "9999999999999999.99", "DECIMAL(18,3)": "999999999999999.999", "BIGINT": "9" * 18}
    row = {}
    for position, column in enumerate(c for c in contract.columns if c.name not in ("kode_upt", "periode")):
        sign = signs[position % 2]
        number = Decimal(largest[column.sql_type]) * sign if column.sql_type in largest else None
        row[column.name] = column.codes[0].value if column.codes else values.get(column.kind, number)
    return row
