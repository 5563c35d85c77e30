"""Which earlier months a submission is compared with: those in force when it was received."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
import pytest

from checks.text_batch import assemble
from tests.warehouse.granary import NOW, Sent, at, batch
from warehouse.history import history, looked_back_at, months_off
from warehouse.load import load


def _sent(period: str, received: str, price: int | None, office: str = "A", tag: str = "") -> Sent:
    product = {"kode_produk": "P1", "nama_produk": "Kue", "satuan": "buah", "harga_satuan_rp": price}
    sale = {**product, "kanal": "galeri", "volume": 2, "omzet_rp": 2 * (price or 0)}
    wanted = {c: sale[c] for c in ("kode_produk", "nama_produk", "satuan", "kanal", "volume", "omzet_rp")}
    parts = {"produk": [product], "penjualan": [wanted]} if price is not None else {"produk": []}
    return Sent(office, period, at(received), parts, tag)


def _asked(contracts, received: str, period: str = "2026-10", *datasets: str) -> dict[str, pa.Table]:
    """The text batch of a submission of A."""
    tables = assemble(contracts, [])
    row = {"_submission_id": "S-ini", "kode_upt": "A", "periode": period, "diterima_pada": at(received)}
    tables["pengiriman"] = pa.Table.from_pylist([row], schema=tables["pengiriman"].schema)
    parts = [{"_submission_id": "S-ini", "dataset": d} for d in datasets or ("produk", "penjualan")]
    tables["bagian"] = pa.Table.from_pylist(parts, schema=tables["bagian"].schema)
    texts = tables["teks_penjualan"].schema
    tables["teks_penjualan"] = pa.Table.from_pylist([{"_submission_id": "S-ini", "nama_produk": " KUE"}], schema=texts)
    return tables


def _prices(found: dict[str, pa.Table]) -> list[tuple[str, int]]:
    rows = found["riwayat_produk"].to_pylist()
    assert {r["_untuk"] for r in rows} <= {"S-ini"}
    return [(r["periode"], int(r["harga_satuan_rp"])) for r in rows]


MONTHS = [
    _sent("2026-08", "2026-09-03", 1000),
    _sent("2026-08", "2026-10-20", 1100, tag="b"),  # corrected after the months that follow were sent
    _sent("2026-09", "2026-10-03", 1200),
    _sent("2026-09", "2026-11-03 08:00", 1300, tag="b"),
    _sent("2026-10", "2026-10-30", 5, tag="c"),
    _sent("2026-11", "2026-10-30", 7, tag="d"),
    _sent("2026-09", "2026-10-03", 9, office="B"),
]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("received", "prices"),
    [
        ("2026-10-10", [("2026-08", 1000), ("2026-09", 1200)]),
        ("2026-11-03 07:59", [("2026-08", 1100), ("2026-09", 1200)]),
        ("2026-11-03 08:00", [("2026-08", 1100), ("2026-09", 1300)]),  # the same instant: what comes with it counts
        ("2026-09-01", []),
    ],
)
def test_each_month_as_in_force_when_it_was_received(con, contracts, order, received, prices):
    for sent in MONTHS[::order]:
        load(con, batch(contracts, [sent]), now=NOW)
    found = history(con, contracts, _asked(contracts, received))
    assert (_prices(found) if prices else found.get("riwayat_produk")) == (prices or None)
    parts = [(r["dataset"], r["periode"]) for r in found["riwayat_bagian"].to_pylist()]
    assert parts == [(d, period) for d in ("penjualan", "produk") for period, _ in prices]


def test_a_nil_month_is_there_without_rows_and_a_withdrawn_one_is_not(con, contracts):
    sent = [_sent("2026-08", "2026-09-03", None), _sent("2026-09", "2026-10-03", 1200)]
    load(con, batch(contracts, sent), now=NOW)
    load(con, batch(contracts, []), withdraw=[sent[1].id], now=NOW + timedelta(hours=1))
    found = history(con, contracts, _asked(contracts, "2026-11-03"))
    parts = [(r["dataset"], r["periode"], r["nihil"]) for r in found["riwayat_bagian"].to_pylist()]
    assert parts == [("produk", "2026-08", True)]
    assert found["riwayat_produk"].num_rows == 0


def test_two_years_and_no_more(con, contracts):
    sent = [_sent("2024-09", "2024-11-03", 1), _sent("2024-10", "2024-11-03", 2)]
    load(con, batch(contracts, sent), now=NOW)
    assert _prices(history(con, contracts, _asked(contracts, "2026-11-03"))) == [("2024-10", 2)]
    assert [months_off("2026-01", n) for n in (-1, -12, 0, 12)] == ["2025-12", "2025-01", "2026-01", "2027-01"]


def test_only_what_the_rules_of_what_was_brought_look_at(con, contracts):
    load(con, batch(contracts, MONTHS), now=NOW)
    assert set(history(con, contracts, _asked(contracts, "2026-11-04", "2026-10", "panen"))) == {
        "riwayat_bagian", "rekan_panen",
    }  # fmt: skip
    found = history(con, contracts, _asked(contracts, "2026-11-04", "2026-10", "tenaga_kerja"))
    assert "riwayat_penjualan" in found  # premi of each recipient
    assert "riwayat_produk" not in found
    assert looked_back_at(contracts)["tenaga_kerja"] == {"tenaga_kerja", "penjualan"}


def test_peers_are_six_offices_or_nobody(con, contracts):
    sent = [_sent("2026-09", "2026-10-03", 1000 * n, office=o) for n, o in enumerate("BCDEF", 1)]
    load(con, batch(contracts, sent), now=NOW)
    asked = _asked(contracts, "2026-11-04")
    assert history(con, contracts, asked)["rekan_penjualan"].num_rows == 0
    later = [_sent("2025-10", "2026-10-03", 6000, office="G"), _sent("2025-09", "2026-10-03", 9000, office="H")]
    load(con, batch(contracts, later), now=NOW)
    rows = history(con, contracts, asked)["rekan_penjualan"].to_pylist()
    assert [(r["nama"], r["satuan"], r["tengah"], r["sebar"], r["n_upt"]) for r in rows] == [
        ("kue", "buah", 3500.0, 1500.0, 6)
    ]
