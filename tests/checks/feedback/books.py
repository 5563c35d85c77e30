"""Workbooks made by hand, and what is in them, byte by byte."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import xlsxwriter
from PIL import Image

from checks.feedback.container import raw
from sources.zip_check import Package

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BASE = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_STYLES = (
    "<styleSheet @><fonts count='1'><font><sz val='11'/></font></fonts><fills count='2'><fill>"
    "<patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill></fills>"
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs><cellXfs count='2'>"
    "<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>"
    "<xf numFmtId='9' fontId='0' fillId='0' borderId='0' applyNumberFormat='1'/></cellXfs>"
    "<cellStyles count='1'><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles></styleSheet>"
)


def rich() -> bytes:
    """All that saving through a library would lose: cached values, a chart, a text box, a button, a picture."""
    out = io.BytesIO()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        money = book.add_format({"num_format": '"Rp" #,##0', "border": 1, "bold": True, "bg_color": "#DDEEFF"})
        cover, data, hidden = (book.add_worksheet(name) for name in ("Sampul", "Data", "Daftar"))
        cover.insert_textbox(2, 2, "Kotak teks")
        cover.insert_image(8, 2, "gambar.png", {"image_data": picture})
        cover.insert_button(14, 2, {"caption": "Hitung"})
        for row in range(20):
            data.write_row(row, 0, [f"P-{row:02d}", row * 1000, None])
            data.write_formula(row, 3, f"=B{row + 1}*2", money, row * 2000)
        data.write_datetime("F1", date(2026, 10, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
        data.write_comment("A1", "Catatan kantor", {"author": "Bendahara"})
        data.conditional_format("A1:D20", {"type": "cell", "criteria": ">", "value": 5, "format": money})
        data.merge_range("H1:I3", "Gabungan", money)
        data.data_validation("A1:A20", {"validate": "length", "criteria": "<", "value": 50})
        data.protect("sandi")
        data.print_area("A1:D20")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Data!$B$1:$B$20"})
        data.insert_chart("K2", chart)
        hidden.write("A1", "rahasia")
        hidden.hide()
        book.define_name("Data!Omzet", "=Data!$B$1:$B$20")
        data.activate()
    return out.getvalue()


def plain(sheet: str, namespace: str = TRANSITIONAL, prefix: str = "", *, sheets: int = 1, extra: str = "") -> bytes:
    """A bare package whose first sheet (``Data``) has this XML inside its root element."""
    base = _BASE[namespace]
    x = f"{prefix}:" if prefix else ""
    declared = f'xmlns:{prefix}="{namespace}"' if prefix else f'xmlns="{namespace}"'
    package = "http://schemas.openxmlformats.org/package/2006"
    names = ["Data", *(f"Lain {n}" for n in range(2, sheets + 1))]
    listed = "".join(f'<{x}sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, sheets + 1)
        )
        + '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{base}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<{x}workbook {declared} xmlns:r="{base}"><{x}sheets>{listed}</{x}sheets></{x}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{base}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, sheets + 1)
        )
        + f'<Relationship Id="rIdS" Type="{base}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES.replace("</", "\0")
        .replace("<", f"<{x}")
        .replace("\0", f"</{x}")
        .replace("@", declared),
    }
    for n in range(1, sheets + 1):
        inside = sheet if n == 1 else f"<{x}sheetData/>"
        parts[f"xl/worksheets/sheet{n}.xml"] = f"<{x}worksheet {declared}>{inside}</{x}worksheet>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, f'<?xml version="1.0"?>{extra if "sheet1" in name else ""}{text}')
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Part → its compressed bytes."""
    package = Package(data)
    return {name: bytes(raw(package, name)) for name in package.parts}


def text_of(data: bytes, part: str) -> str:
    """A part, unpacked by the standard library (which checks its sum)."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(part).decode()


def is_well_formed(data: bytes) -> bool:
    """Whether every XML part can be parsed, and the zip is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ET.fromstring(packed.read(name))
        return packed.testzip() is None


def save(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path
