"""The national report of the practice nation: one set of figures in three renderings, equal to SQL on the marts."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import openpyxl
import pytest

from sources.reference import FOLDER
from tests.practice import PERIOD, Nation
from warehouse.national_report.annex import CONTENTS, workbook
from warehouse.national_report.choice import choose
from warehouse.national_report.document import compose
from warehouse.national_report.figures import QUESTIONS, Figures, ask
from warehouse.national_report.model import Document, Picture
from warehouse.national_report.pages import page
from warehouse.national_report.pdf import parts, pdf
from warehouse.national_report.speech import cell, rupiah
from warehouse.national_report.tile_map import NO_REPORT, places
from warehouse.run_report.wording import number

TODAY = date(2026, 11, 24)
MADE = datetime(2026, 11, 24, 3, tzinfo=UTC)

REGIONS = (
    "select kanwil, omzet_rp, pnbp_rp, wbp_bekerja_orang, upt_belum from mart.ringkasan_bulanan"
    " where tingkat = 'kanwil' and periode = '2026-10'"
)


@pytest.fixture(scope="module")
def figures(nation: Nation) -> Figures:
    return ask(choose(nation.home / "published", TODAY))


@pytest.fixture(scope="module")
def document(figures: Figures) -> Document:
    return compose(figures)


@pytest.fixture(scope="module")
def html(document: Document) -> str:
    return page(document)


def asked(nation: Nation, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(nation.home / "published/current/lumbung.duckdb", read_only=True) as con:
        return con.sql(sql).fetchall()


def typeset(document: Document, title: str) -> dict[str, Any]:
    """A table as Typst gets it."""
    content, _ = parts(document)
    blocks: list[dict[str, Any]] = [b for c in content["chapters"] for b in c["blocks"] if b["kind"] == "table"]
    (found,) = [b for b in blocks if b["title"] == title]
    return found


def test_every_question_is_answered_for_the_month(figures: Figures):
    assert len(QUESTIONS) > 15
    assert figures.period == PERIOD
    assert {q for q in QUESTIONS if not figures[q]} <= {"datang_pergi", "panen_raya", "pertanyaan", "revisi"}
    assert json.loads(figures.as_json())["jawaban"]["nasional"][-1]["omzet_rp"] == str(figures.nation["omzet_rp"])


def test_the_headline_is_the_marts_in_page_pdf_and_workbook(nation: Nation, document: Document, html: str):
    ((omzet, workers, reporting, expected),) = asked(
        nation,
        "select omzet_rp, wbp_bekerja_orang, upt_melapor, upt_seharusnya from mart.ringkasan_bulanan"
        " where tingkat = 'nasional' and periode = '2026-10'",
    )
    behind = f"{number(reporting)} dari {number(expected)} UPT"
    assert omzet > 10**8
    assert f"<b>{rupiah(omzet)}</b>" in html
    assert f"<b>{number(workers)}</b>" in html
    assert behind in html
    tiles = parts(document)[0]["chapters"][0]["blocks"][0]["tiles"]
    assert {"label": "Omzet", "value": rupiah(omzet)}.items() <= tiles[0].items()
    assert behind in [tile["basis"] for tile in tiles]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(document, MADE)))["1 Ringkasan"]
    assert [cell.value for cell in sheet[2]][:3] == ["Omzet", "Rp", pytest.approx(float(omzet))]


def test_every_regional_office_is_the_marts_in_page_pdf_and_workbook(nation: Nation, document: Document, html: str):
    rows = asked(nation, REGIONS)
    assert len(rows) == 33
    book = openpyxl.load_workbook(io.BytesIO(workbook(document, MADE)))
    top, *held = list(book["4 Kantor wilayah"].iter_rows(values_only=True))
    at = [top.index(label) for label in ("Kantor wilayah", "Omzet (Rp)", "PNBP (Rp)", "WBP bekerja", "Tidak melapor")]
    plain = [(k, *(None if v is None else float(v) for v in values)) for k, *values in rows]
    assert sorted(tuple(row[i] for i in at) for row in held) == sorted(plain)
    set_rows = {row[1]: row for row in typeset(document, "Kantor wilayah")["rows"]}
    assert {k: row[2] for k, row in set_rows.items()} == {k: cell(omzet, "rupiah") for k, omzet, *_ in rows}
    table = html.split('id="peringkat"', maxsplit=1)[1].split("</table>", maxsplit=1)[0]
    shown = dict(re.findall(r'<td>([^<]+)<td class="a">([\d.–]+)', table))
    assert {k: shown[k] for k, *_ in rows} == {k: cell(omzet, "rupiah") for k, omzet, *_ in rows}


def test_provinces_add_up_to_the_nation_with_those_not_certain(figures: Figures):
    rows = figures["provinsi"]
    assert len(rows) == 39
    assert sum(r["omzet_rp"] or 0 for r in rows) == figures.nation["omzet_rp"]
    for field in ("upt_seharusnya", "upt_melapor", "upt_nihil", "upt_belum"):
        assert sum(r[field] for r in rows) == figures.nation[field], field


def test_an_office_is_on_time_late_nil_or_silent_and_only_one_of_them(figures: Figures):
    rows = figures["kepatuhan_kanwil"]
    sums = {f: sum(r[f] for r in rows) for f in ("tepat_waktu", "terlambat", "nihil", "tidak_melapor")}
    assert sum(sums.values()) == figures.nation["upt_seharusnya"]
    assert sums["nihil"] == figures.nation["upt_nihil"] > 0
    assert sums["tidak_melapor"] == figures.nation["upt_belum"] == len(figures["tidak_melapor"])


def test_the_grid_has_each_province_once_and_hatches_exactly_those_without_a_report(
    figures: Figures, document: Document
):
    known = {
        line.split(",")[0] for line in (FOLDER / "provinsi.csv").read_text(encoding="utf-8").split("\n")[1:] if line
    }
    grid = places()
    assert {p.code for p in grid} == known
    assert len(grid) == len({(p.column, p.row) for p in grid}) == len({p.short for p in grid}) == 38
    first, second = [b for c in document.chapters if c.slug == "provinsi" for b in c.blocks if isinstance(b, Picture)]
    rows = [r for r in figures["provinsi"] if r["kode_provinsi"]]
    for picture, silent in (
        (first, [r for r in rows if r["omzet_rp"] is None]),
        (second, [r for r in rows if not r["upt_melapor"]]),
    ):
        assert 0 < len(silent) < 38
        assert picture.svg.count("<line") == 6 * len(silent)
        assert NO_REPORT in picture.svg
    assert all(r["nama_provinsi"] in second.told for r in rows if not r["upt_melapor"])


def test_the_pdf_is_a4_tagged_in_indonesian_and_has_its_pages(document: Document):
    made = pdf(document, MADE)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", made))
    assert made.startswith(b"%PDF-1.7")
    assert 8 <= pages <= 20
    assert made.count(b"/MediaBox[0 0 595.27") == pages
    assert b"/Lang(id-ID)" in made
    assert b"/StructTreeRoot" in made
    assert pdf(document, MADE) == made


def test_the_first_month_says_that_there_is_none_to_compare_with(html: str):
    assert "Belum ada bulan pembanding" in html
    assert "belum ada bulan pembanding" in html


def test_the_page_needs_nothing_but_itself(html: str):
    assert html.startswith("<!doctype html>")
    assert '<html lang="id">' in html
    assert re.findall(r"<(?:script|link|img|iframe|object)\b", html) == []
    assert re.findall(r'(?:src|href)="(?!#)([^"]+)"', html) == [
        "laporan-nasional-2026-10.pdf", "laporan-nasional-2026-10.xlsx",
    ]  # fmt: skip
    assert html.count('role="img" aria-label="') == html.count("<svg") > 4


def test_the_workbook_says_where_figures_come_from_and_has_numbers_and_no_formulas(document: Document):
    book = openpyxl.load_workbook(io.BytesIO(workbook(document, MADE)))
    first = book[CONTENTS]
    said = [cell.value for row in first.iter_rows() for cell in row if cell.value is not None]
    assert book.sheetnames[0] == CONTENTS
    assert document.release in " ".join(str(v) for v in said)
    assert {"mart.ringkasan_bulanan", "mart.kepatuhan", "core.revisi"} <= set(said)
    assert len(book.sheetnames) == 1 + len(document.tables())
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2", sheet.title
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row}
    assert kinds <= {"n", "s"}
    assert isinstance(book["4 Kantor wilayah"]["C2"].value, int | float)
    assert book["4 Kantor wilayah"]["C2"].number_format == "#,##0"


def test_an_amount_is_written_as_people_here_do():
    assert rupiah(Decimal(64895703000)) == "Rp64,9 miliar"
    assert rupiah(Decimal(-2_000_000)) == "−Rp2,0 juta"
    assert rupiah(None) == "–"
    assert cell(Decimal("1234.56"), "percent") == "1.234,6"
    assert cell(0, "count") == "0"
    assert cell(None, "count") == "–"
