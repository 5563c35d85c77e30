"""An office's own workbook, marked: what is not marked stays byte for byte."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from checks.feedback.marking import mark
from checks.feedback.palette import FILLS
from checks.feedback.patch import patched
from tests.checks.feedback.books import STRICT, TRANSITIONAL, is_well_formed, parts_of, plain, rich, text_of
from tests.checks.feedback.told import finding, notice

DATA = "xl/worksheets/sheet2.xml"
TOUCHED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing2.vml",
    DATA,
}
_GAP = """<{x}row r="2" spans="1:2"><{x}c r="A2"><{x}v>1</{x}v></{x}c>
    <{x}c r="D2" t="inlineStr"><{x}is><{x}t>a</{x}t></{x}is></{x}c></{x}row>"""
_NO_ADDRESSES = """<{x}row><{x}c><{x}v>1</{x}v></{x}c></{x}row>
    <{x}row><{x}c><{x}v>2</{x}v></{x}c><{x}c s='1'><{x}v>3</{x}v></{x}c></{x}row>"""
_LATER = (
    """<!-- <row r='2'> --><{x}row r='5'><{x}c r='A5' t='str'><{x}f>"&gt;"</{x}f><{x}v>&gt;</{x}v></{x}c></{x}row>"""
)
ROWS = ("", '<{x}row r="2"/>', _GAP, _NO_ADDRESSES, _LATER)


def fill(sheet: Worksheet, cell: str) -> str:
    return str(sheet[cell].fill.fgColor.rgb)[2:] if sheet[cell].fill.fill_type == "solid" else ""


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def marked() -> tuple[bytes, bytes]:
    before = rich()
    told = notice([finding("B3"), finding("C5"), finding("A1"), finding("F1"), finding("I2"), finding("D4"),
                   finding("J30")])  # fmt: skip
    return before, patched(before, told)


def test_every_part_that_is_not_marked_keeps_its_bytes(marked: tuple[bytes, bytes]) -> None:
    before, after = (parts_of(data) for data in marked)
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == TOUCHED
    assert set(after) - set(before) == {"xl/worksheets/lumbung1.xml"}
    assert any("chart" in name for name in before)
    assert is_well_formed(marked[1])


def test_of_the_marked_sheet_only_the_looks_of_the_marked_cells_change(marked: tuple[bytes, bytes]) -> None:
    before, after = (text_of(data, DATA) for data in marked)

    def without(text: str) -> str:
        text = re.sub(r"<conditionalFormatting[^>]*><cfRule type=\"expression\".*?</conditionalFormatting>", "", text)
        text = re.sub(r' priority="\d+"| tabSelected="[01]"| spans="[\d:]+"', "", text)
        text = re.sub(r'<row r="30"><c r="J30" s="\d+"/></row>', "", text)
        text = re.sub(r'<c r="C5" s="\d+"/>', "", text)
        return re.sub(r'(<c r="(?:B3|A1|F1|D4|H1)"[^>]*?) s="\d+"', r"\1", text)

    assert without(after) == without(before)
    assert after.count("<f>") == before.count("<f>") == 20


def test_values_and_their_forms_are_as_before(marked: tuple[bytes, bytes]) -> None:
    before, after = (python_calamine.load_workbook(io.BytesIO(data)) for data in marked)
    assert after.sheet_names == ["Perbaikan", *before.sheet_names]
    for name in before.sheet_names:
        rows = after.get_sheet_by_name(name).to_python()[:20]
        assert [row[:6] for row in rows] == [row[:6] for row in before.get_sheet_by_name(name).to_python()[:20]]
    was, is_ = opened(marked[0])["Data"], opened(marked[1])["Data"]
    for cell in ("D4", "F1", "H1"):
        assert is_[cell].number_format == was[cell].number_format
        assert repr(is_[cell].border) == repr(was[cell].border)
        assert repr(is_[cell].font) == repr(was[cell].font)
        assert repr(is_[cell].protection) == repr(was[cell].protection)


def test_marked_cells_are_coloured_and_say_why(marked: tuple[bytes, bytes]) -> None:
    sheet = opened(marked[1])["Data"]
    for cell in ("B3", "C5", "A1", "F1", "H1", "D4", "J30"):  # I2 lies in H1:I3
        assert fill(sheet, cell) == FILLS["PERBAIKI"], cell
        comment = sheet[cell].comment
        assert comment is not None, cell
        assert "Omzet tidak terbaca." in comment.text
        assert "Tulis angka." in comment.text
    assert fill(sheet, "B4") == ""
    assert sheet["A1"].comment is not None
    assert sheet["A1"].comment.text.startswith("Catatan kantor")


def test_the_workbook_opens_with_the_list_and_nothing_is_grouped(marked: tuple[bytes, bytes]) -> None:
    book = opened(marked[1])
    assert book.active is book["Perbaikan"]
    assert [s.title for s in book if s.sheet_view.tabSelected] == ["Perbaikan"]
    assert book["Daftar"].sheet_state == "hidden"


def test_names_of_a_sheet_still_belong_to_it(marked: tuple[bytes, bytes]) -> None:
    before, after = (opened(data)["Data"] for data in marked)
    assert after.print_area == before.print_area != ""
    assert set(after.defined_names) == set(before.defined_names) == {"Omzet"}


def test_our_colour_comes_before_conditional_formats(marked: tuple[bytes, bytes]) -> None:
    rules = [
        (str(area.sqref), rule) for area in opened(marked[1])["Data"].conditional_formatting for rule in area.rules
    ]
    first = min(rules, key=lambda pair: pair[1].priority)
    assert set(first[0].split()) == {"A1", "B3", "C5", "D4"}
    assert first[1].dxf.fill.bgColor.rgb == f"FF{FILLS['PERBAIKI']}"
    assert len({rule.priority for _, rule in rules}) == len(rules)


def test_links_lead_to_the_cells() -> None:
    data = plain("<sheetData/>")
    sheet = opened(patched(data, notice([finding("B3"), finding(None), finding("C1", sheet="Tidak ada")])))["Perbaikan"]
    links = {cell.value: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {"B3": "'Data'!B3", "seluruh lembar": "'Data'!A1"}


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("namespace", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("rows", ROWS, ids=["none", "empty row", "gap", "no addresses", "later row"])
def test_any_form_of_sheet_can_be_marked(namespace: str, prefix: str, rows: str) -> None:
    x = f"{prefix}:" if prefix else ""
    inside = f"<{x}sheetData>{rows.format(x=x)}</{x}sheetData>" if rows else f"<{x}sheetData/>"
    before = plain(inside, namespace, prefix, sheets=2)
    after = patched(before, notice([finding("B2"), finding("C2"), finding("B9")]))
    assert is_well_formed(after)
    was, is_ = parts_of(before), parts_of(after)
    assert is_["xl/worksheets/sheet2.xml"] == was["xl/worksheets/sheet2.xml"]
    book = python_calamine.load_workbook(io.BytesIO(after))
    assert book.sheet_names == ["Perbaikan", "Data", "Lain 2"]
    values = python_calamine.load_workbook(io.BytesIO(before)).get_sheet_by_name("Data").to_python()
    assert [r for r in book.get_sheet_by_name("Data").to_python() if any(r)] == [r for r in values if any(r)]
    if namespace == TRANSITIONAL:  # openpyxl knows no strict workbooks
        sheet = opened(after)["Data"]
        assert [fill(sheet, cell) for cell in ("B2", "C2", "B9", "A2")] == [FILLS["PERBAIKI"]] * 3 + [""]


def test_the_next_return_takes_old_marks_off() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Data")
        sheet.write("B2", 1, made.add_format({"bg_color": "#112233", "num_format": "0.00"}))
        sheet.write("B3", 2)
        sheet.write("B4", 3)
    once = patched(out.getvalue(), notice([finding("B2"), finding("B3"), finding("B4")]))
    twice = patched(once, notice([finding("B3")], submission="Sfedcba9876543210"))
    book = opened(twice)
    assert book.sheetnames == ["Perbaikan", "Data"]
    data = book["Data"]
    assert [fill(data, c) for c in ("B2", "B3", "B4")] == ["112233", FILLS["PERBAIKI"], ""]
    assert data["B2"].number_format == "0.00"
    assert [data[c].comment.text for c in ("B2", "B4")] == ["Tidak ada temuan lagi pada sel ini."] * 2
    said = [cell.value for row in book["Perbaikan"] for cell in row]
    assert "Sfedcba9876543210" in said
    assert is_well_formed(twice)


def test_a_sheet_of_the_office_that_is_called_perbaikan_stays() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Perbaikan").write("A1", "Perbaikan atap")
    book = opened(patched(out.getvalue(), notice([finding("A1", sheet="Perbaikan")])))
    assert book.sheetnames == ["Perbaikan 2", "Perbaikan"]
    assert fill(book["Perbaikan"], "A1") == FILLS["PERBAIKI"]


def test_many_marks_have_few_notes_and_one_line() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Data").write_column("A1", range(3_000))
    told = notice([finding(f"A{n}") for n in range(1, 3_001)])
    assert [(line.cells, line.n) for line in told.lines] == [("A1:A3000", 3_000)]
    after = patched(out.getvalue(), told)
    assert text_of(after, "xl/comments1.xml").count("<comment ") == 2_000
    assert text_of(after, "xl/worksheets/sheet1.xml").count('s="') >= 3_000


def test_macros_keep_the_name_that_excel_wants() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Data").write("A1", 1)
    assert mark(out.getvalue(), notice([finding("A1")])).suffix == ".xlsx"
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"makro")
    made_ = mark(out.getvalue(), notice([finding("A1")]))
    assert (made_.how, made_.suffix) == ("marked", ".xlsm")
    assert parts_of(made_.content)["xl/vbaProject.bin"] == parts_of(out.getvalue())["xl/vbaProject.bin"]
