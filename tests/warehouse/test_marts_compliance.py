"""``core.kewajiban`` and the marts of compliance and ranking, against numbers worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.granary import NOW, Sent, at, batch, sale
from warehouse.compliance import write_obligations
from warehouse.load import load
from warehouse.obligations import OBLIGATIONS
from warehouse.records import SUBMISSIONS
from warehouse.relations import given
from warehouse.sql_text import statement

ON_TIME, LATE = at("2026-11-02 03:00"), at("2026-11-09 03:00")


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = con.execute(query).to_arrow_table().to_pylist()
    return found


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def _owed(office: str, dataset: str, state: str, received: Any = None, **more: Any) -> dict[str, Any]:
    """An obligation of October; those of C are the south's."""
    row: dict[str, Any] = {
        "kode_upt": office,
        "nama_upt": office,
        "jenis": "Lapas",
        "kanwil": "Selatan" if office == "C" else "Utara",
    }
    row |= {"dataset": dataset, "periode": "2026-10", "state": state, "received_at": received}
    row |= {"due": date(2026, 11, 5), "grace_until": date(2026, 11, 8)}
    if received is not None:
        row |= {"on_time": received == ON_TIME, "submission_id": "S1", "in_force_id": "S1"}
    return dict.fromkeys(OBLIGATIONS.names) | row | more


OCTOBER = [
    _owed("A", "panen", "TERPENUHI", ON_TIME),
    _owed("A", "kegiatan", "TERPENUHI_TERLAMBAT", LATE),
    _owed("B", "panen", "NIHIL_DIKONFIRMASI", ON_TIME),
    _owed("B", "kegiatan", "TERLAMBAT", last_attempt="S2", last_attempt_state="RETURNED", last_attempt_at=LATE),
    _owed("C", "panen", "DIKECUALIKAN", exception="exempt", reason="banjir", actor="Siti"),
    _owed("C", "kegiatan", "DITUTUP_KOSONG", exception="closed", reason="bubar", actor="Siti"),
]


@pytest.fixture
def compliance(con) -> dict[tuple[str | None, str], dict[str, Any]]:
    write_obligations(con, pa.Table.from_pylist(OCTOBER, schema=OBLIGATIONS))
    rows = _rows(con, "from mart.kepatuhan")
    found = {(row["kode_upt"] or row["kanwil"] or row["tingkat"], row["dataset"]): row for row in rows}
    assert len(found) == len(rows) == 3 + 2 * 3 + 3 * 3
    return found


def test_counts_and_rates_of_the_nation_a_regional_office_and_an_office(compliance):
    counts = "n_wajib n_melapor n_tepat_waktu n_melapor_terlambat n_nihil n_belum n_terlambat n_dikembalikan"
    assert _picked(compliance["nasional", "semua"], counts) == (5, 3, 2, 1, 1, 1, 1, 1)
    assert _picked(compliance["Utara", "kegiatan"], counts) == (2, 1, 0, 1, 0, 1, 1, 1)
    assert _picked(compliance["B", "semua"], counts) == (2, 1, 1, 0, 1, 1, 1, 1)
    rates = "melapor_persen tepat_waktu_persen upt_seharusnya upt_melapor upt_lengkap n_ditutup_kosong n_dikecualikan"
    assert _picked(compliance["nasional", "semua"], rates) == (60, Decimal("66.67"), 3, 2, 1, 1, 1)
    assert _picked(compliance["Selatan", "semua"], rates) == (0, None, 1, 0, 0, 1, 1)
    assert _picked(compliance["C", "panen"], rates) == (None, None, 0, 0, 0, 0, 1)


def test_who_reported_when(compliance):
    when = "keadaan pertama_diterima_pada terakhir_diterima_pada jatuh_tempo kiriman_terakhir_keadaan"
    due = date(2026, 11, 5)
    assert _picked(compliance["A", "semua"], when) == (None, ON_TIME, LATE, due, None)
    assert _picked(compliance["A", "kegiatan"], when) == ("TERPENUHI_TERLAMBAT", LATE, LATE, due, None)
    assert _picked(compliance["B", "kegiatan"], when) == ("TERLAMBAT", None, None, due, "RETURNED")
    assert compliance["A", "panen"]["nama_upt"] == "Lapas A"


def test_findings_of_an_office_are_counted_once(con, contracts):
    made = batch(contracts, [Sent("A", "2026-10", ON_TIME, {"penjualan": [sale("P", 1)]})])
    position = made.submissions.schema.get_field_index("n_konfirmasi")
    more = made.submissions.set_column(position, "n_konfirmasi", pa.array([7], pa.int64()))
    load(con, type(made)(more, made.parts, made.facts), now=NOW)
    write_obligations(con, pa.Table.from_pylist(OCTOBER, schema=OBLIGATIONS))
    found = _rows(con, "select dataset, n_konfirmasi from mart.kepatuhan where tingkat = 'nasional' order by dataset")
    assert [tuple(row.values()) for row in found] == [("kegiatan", 7), ("panen", 7), ("semua", 7)]


def test_obligations_are_replaced_only_where_they_changed_and_name_nobody(con):
    table = pa.Table.from_pylist(OCTOBER, schema=OBLIGATIONS)
    assert write_obligations(con, table)
    assert not write_obligations(con, table.take(list(range(5, -1, -1))))
    assert write_obligations(con, table.slice(1))
    assert con.execute("select count(*) from core.kewajiban").fetchone() == (5,)
    assert "Siti" not in str(con.execute("from core.kewajiban").fetchall())
    assert "banjir" not in str(con.execute("from core.kewajiban").fetchall())


def _sold(office: str, period: str, revenue: int | None, workers: int | None = None) -> Sent:
    """A month: revenue 0 is nil; workers None: not reported."""
    sales = [sale("P", revenue, pnbp_rp=Decimal(revenue) / 10, premi_rp=Decimal(revenue) / 5)] if revenue else []
    parts: dict[str, Any] = {"penjualan": sales} if revenue is not None else {}
    if workers is not None:
        parts["tenaga_kerja"] = [{"bidang": "las", "laki_laki_orang": workers}]
    return Sent(office, period, at(f"{period}-28"), parts)


@pytest.fixture
def ranked(con, contracts) -> dict[tuple[str, str], dict[str, Any]]:
    """A leads per head, B in all; C (the south) is nil, silent, then nil again."""
    sent = [
        _sold("A", "2026-08", 500, 10), _sold("B", "2026-08", 100, 10), _sold("C", "2026-08", 0),
        _sold("A", "2026-09", 400, 4), _sold("B", "2026-09", 400, 40),
        _sold("A", "2026-10", 600, 4), _sold("B", "2026-10", 900, 30), _sold("C", "2026-10", 0, 5),
    ]  # fmt: skip
    load(con, batch(contracts, sent), now=NOW)
    rows = _rows(con, "from mart.peringkat_upt")
    assert len(rows) == 9
    return {(row["kode_upt"], row["periode"]): row for row in rows}


def test_ranks_in_all_per_head_nation_and_regional_office(ranked):
    names = "omzet_rp omzet_per_wbp_rp peringkat_omzet peringkat_omzet_per_wbp peringkat_omzet_kanwil naik_peringkat"
    assert _picked(ranked["A", "2026-10"], names) == (600, 150, 2, 1, 2, -1)
    assert _picked(ranked["B", "2026-10"], names) == (900, 30, 1, 2, 1, 0)
    assert _picked(ranked["C", "2026-10"], names) == (0, 0, 3, 3, 1, None)
    more = "pnbp_rp premi_rp pnbp_per_wbp_rp premi_per_wbp_rp peringkat_pnbp upt_berperingkat upt_berperingkat_kanwil"
    assert _picked(ranked["B", "2026-10"], more) == (90, 180, 3, 6, 1, 3, 2)
    assert {ranked[o, "2026-09"]["peringkat_omzet"] for o in "AB"} == {1}  # the same revenue shares a rank


def test_no_data_is_apart_from_nought(ranked):
    names = "keadaan omzet_rp peringkat_omzet peringkat_pnbp omzet_per_wbp_rp"
    assert _picked(ranked["C", "2026-09"], names) == ("belum_lapor", None, None, None, None)
    assert _picked(ranked["C", "2026-10"], names) == ("tanpa_penjualan", 0, 3, 3, 0)
    assert ranked["A", "2026-10"]["keadaan"] == "menjual"
    assert _picked(ranked["A", "2026-09"], "upt_seharusnya upt_lapor_penjualan melapor_persen") == (
        3, 2, Decimal("66.67"),
    )  # fmt: skip


def test_months_that_stand_still(ranked):
    months = [f"2026-{month:02}" for month in (8, 9, 10)]
    assert [ranked["C", m]["bulan_tanpa_penjualan"] for m in months] == [1, None, 2]
    assert [ranked["C", m]["bulan_tanpa_laporan"] for m in months] == [0, 1, 0]
    assert [ranked["A", m]["bulan_tanpa_penjualan"] for m in months] == [0, 0, 0]


def test_change_against_last_month_and_last_year(con, contracts):
    load(con, batch(contracts, [_sold("A", p, r) for p, r in (("2025-10", 400), ("2026-10", 600))]), now=NOW)
    rows = _rows(con, "from mart.peringkat_upt where kode_upt = 'A' and periode in ('2025-10', '2026-10')")
    names = "omzet_bulan_lalu_rp omzet_tahun_lalu_rp omzet_thd_bulan_lalu_persen omzet_thd_tahun_lalu_persen"
    assert [_picked(row, names) for row in rows] == [(None, None, None, None), (None, 400, None, 50)]


def test_who_owes_no_sales_is_told_apart_from_who_has_not_sent_them(con, contracts):
    load(con, batch(contracts, [_sold("A", "2026-10", 600)]), now=NOW)
    owed = [_owed("B", "kegiatan", "TERLAMBAT"), _owed("C", "penjualan", "TERLAMBAT")]
    write_obligations(con, pa.Table.from_pylist(owed, schema=OBLIGATIONS))
    found = _rows(con, "select kode_upt, keadaan, bulan_tanpa_laporan from mart.peringkat_upt order by kode_upt")
    assert [tuple(row.values()) for row in found] == [
        ("A", "menjual", 0), ("B", "tidak_wajib", None), ("C", "belum_lapor", 1),
    ]  # fmt: skip


def test_a_report_within_a_reopened_term_is_on_time_everywhere(con, contracts):
    load(con, batch(contracts, [Sent(o, "2026-10", LATE, {"panen": [], "penjualan": []}) for o in "AB"]), now=NOW)
    owed = [_owed(o, d, "NIHIL_DIKONFIRMASI", LATE) for o in "AB" for d in ("panen", "penjualan")]
    later = {"due": date(2026, 11, 9), "exception": "reopened"}
    owed = [row | later if row["kode_upt"] == "A" or row["dataset"] == "panen" else row for row in owed]
    write_obligations(con, pa.Table.from_pylist(owed, schema=OBLIGATIONS))
    found = _rows(con, "select kode_upt, tepat_waktu from core.upt_bulanan where melapor order by kode_upt")
    assert [tuple(row.values()) for row in found] == [("A", True), ("B", False)]  # B: one part of it was not re-opened
    with given(con, _kiriman=SUBMISSIONS.empty_table()):
        words = {"origin": "core.submission", "terbit": "core.publikasi_terbit", "kewajiban": "core.kewajiban"}
        released = con.execute(statement("kiriman_terbit", **words)).to_arrow_table().to_pylist()
    assert [(row["kode_upt"], row["tepat_waktu"]) for row in released] == [("A", True), ("B", False)]
