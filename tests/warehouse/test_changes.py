"""What moved between two releases: by dataset, month and regional office; exact, complete, and short enough to read."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from checks.finding import RULE_RUNS
from tests.warehouse.granary import NOW, Sent, at, batch, harvest, sale
from warehouse.changes import FIGURES, Changes
from warehouse.changes_text import MOST_ROWS, as_markdown, number
from warehouse.load import load
from warehouse.measures import summed
from warehouse.publish import publish
from warehouse.records import Records

SEPTEMBER = Sent("A", "2026-09", at("2026-10-02"), {"penjualan": [sale("P1", 10)]})
OCTOBER = Sent("C", "2026-10", at("2026-11-02"), {"penjualan": [sale("P1", 5, premi_rp=Decimal("1.5"))]})


def text_after(con, contracts, folder: Path, *sent: Sent, withdraw: tuple[str, ...] = ()) -> str:
    load(con, batch(contracts, sent), withdraw=list(withdraw), now=NOW)
    published = publish(con, folder, contracts, Records(), now=NOW)
    assert published.is_new
    return (published.folder / "CHANGES.md").read_text(encoding="utf-8")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "current" / "CHANGES.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_new_months_stand_apart_from_revised_ones(con, contracts, tmp_path):
    first = text_after(con, contracts, tmp_path, SEPTEMBER)
    assert "Terbitan pertama" in first
    assert "| 2026-09 | penjualan | omzet_rp | 0 | 10 | +10 | baru |" in first
    mended = Sent("A", "2026-09", at("2026-11-01"), {"penjualan": [sale("P1", 11), sale("P2", 1)]})
    text = text_after(con, contracts, tmp_path, OCTOBER, mended)
    assert "- Bulan baru: Oktober 2026.\n- Bulan yang direvisi: September 2026.\n" in text
    assert "- Bagian laporan: 1 baru, 1 digantikan kiriman yang lebih akhir, 0 tidak berlaku lagi." in text
    revised, new = text.split("## Bulan baru, menurut kantor wilayah")
    assert "| 2026-09 | Utara | 1 → 2 (+1) | 10 → 12 (+2) | 1 → 2 (+1) |" in revised
    assert "| 2026-10 | Selatan | 1 | 1 | 5 | 1,5 | 1 |" in new
    assert f"Lapas A (A) | penjualan | {SEPTEMBER.id} | {mended.id} |" in text
    assert OCTOBER.id not in text


def test_the_csv_holds_every_figure_that_moved_exactly(con, contracts, tmp_path):
    text_after(con, contracts, tmp_path, SEPTEMBER, OCTOBER)
    text_after(con, contracts, tmp_path, Sent("C", "2026-10", at("2026-11-03"), {"penjualan": [sale("P1", 7)]}))
    found = {(r["kanwil"], r["ukuran"]): (Decimal(r["sebelum"]), Decimal(r["sesudah"])) for r in rows(tmp_path)}
    moved = {"omzet_rp": (Decimal(5), Decimal(7)), "premi_rp": (Decimal("1.5"), Decimal(0))}
    assert found == {(where, figure): step for where in ("", "Selatan") for figure, step in moved.items()}


def test_what_is_withdrawn_is_said_and_a_nil_report_too(con, contracts, tmp_path):
    text_after(con, contracts, tmp_path, SEPTEMBER, OCTOBER)
    nil = Sent("B", "2026-10", at("2026-11-03"), {"panen": []})
    text = text_after(con, contracts, tmp_path, nil, withdraw=(SEPTEMBER.id,))
    assert f"| 2026-09 | Utara | Lapas A (A) | penjualan | {SEPTEMBER.id} | tidak ada |" in text
    assert "| 2026-09 | penjualan | UPT melapor | 1 | 0 | −1 | revisi |" in text
    assert "| 2026-10 | panen | UPT nihil | 0 | 1 | +1 | baru |" in text
    assert "1 baru, 0 digantikan kiriman yang lebih akhir, 1 tidak berlaku lagi" in text


def test_movements_that_cancel_out_show_for_the_region_and_not_for_the_nation(con, contracts, tmp_path):
    text_after(
        con, contracts, tmp_path, SEPTEMBER, Sent("C", "2026-09", at("2026-10-02"), {"penjualan": [sale("P1", 5)]})
    )
    swapped = [Sent(o, "2026-09", at("2026-10-03"), {"penjualan": [sale("P1", n)]}) for o, n in (("A", 5), ("C", 10))]
    text = text_after(con, contracts, tmp_path, *swapped)
    assert "## Seluruh Indonesia" not in text
    assert "| 2026-09 | Utara | 10 → 5 (−5) |" in text


def test_a_change_of_findings_alone_says_that_no_figure_moved(con, contracts, tmp_path):
    text_after(con, contracts, tmp_path, SEPTEMBER)
    published = publish(con, tmp_path, contracts, Records(rule_runs=_run()), now=NOW)
    text = (published.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "Tidak ada angka yang berubah" in text
    assert "| meta.rule_run | 0 | 1 | +1 |" in text


def _run():
    row = {"submission_id": "S", "rule": "R", "evaluated": 1, "passed": 1, "failed": 0, "outcome": "passed"}
    return pa.Table.from_pylist([row], schema=RULE_RUNS)


def test_prices_are_not_added_up(contracts):
    assert "harga_satuan_rp" not in summed(contracts.datasets["produk"])
    assert {"omzet_rp", "pnbp_rp", "premi_rp", "volume"} <= set(summed(contracts.datasets["penjualan"]))
    assert {"hasil_kg", "luas_lahan_m2"} <= set(summed(contracts.datasets["panen"]))


def test_the_page_is_bounded_and_says_how_much_it_leaves_out():
    moved = [
        {"dataset": "penjualan", "periode": f"2026-{m:02}", "kanwil": f"K{k}", "ukuran": "omzet_rp"}
        | {"sebelum": Decimal(100), "sesudah": Decimal(100 + k + 1)}
        for m in range(1, 13)
        for k in range(33)
    ]
    table = pa.Table.from_pylist(moved, schema=FIGURES)
    text = as_markdown(Changes(table, known=frozenset((str(r["dataset"]), str(r["periode"])) for r in moved)), "b", "a")
    assert text.count("| K") == MOST_ROWS
    assert f"… dan {12 * 33 - MOST_ROWS} baris lain; semuanya ada di CHANGES.csv." in text
    assert "| K32 | 100 → 133 (+33) |" in text
    assert "| K0 |" not in text


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("1234567.500"), "1.234.567,5"), (Decimal("-2000.00"), "−2.000"), (0, "0")]
)
def test_numbers_are_written_the_indonesian_way(value, text):
    assert number(value) == text


def test_a_dataset_that_the_earlier_release_lacks_is_new(con, contracts, tmp_path):
    less = replace(contracts, datasets={n: c for n, c in contracts.datasets.items() if n != "panen"})
    load(con, batch(contracts, [SEPTEMBER]), now=NOW)
    publish(con, tmp_path, less, Records(), now=NOW)
    catch = Sent("A", "2026-09", at("2026-10-03"), {"panen": [harvest("perikanan", "lele", 9)]})
    text = text_after(con, contracts, tmp_path, catch)
    assert "| 2026-09 | panen | hasil_kg | 0 | 9 | +9 | baru |" in text
    assert r"| 2026-09 | panen | hasil \* | 0 | 9 | +9 | baru |" in text
    assert r"\* dijumlahkan lintas satuan" in text
    assert "| core.panen | hasil_kg | belum ada | DECIMAL(18,3) |" in text
