"""Files that other people's test suites and attackers send, built here: each a function that gives bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from tests.sources.sheets import workbook

_SHEET = "xl/worksheets/sheet1.xml"
_OPEN = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def good() -> bytes:
    """A small workbook as an office would send it."""
    rows = [("Kode Produk", "Nama Produk", "Satuan"), *((f"P{i}", f"Tempe {i}", "kg") for i in range(20))]
    return workbook({"Produk": rows})


def repacked(parts: dict[str, bytes | Iterator[bytes]]) -> bytes:
    """The small workbook with these parts in the place of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            with new.open(name, "w", force_zip64=True) as stream:
                for piece in (content,) if isinstance(content, bytes) else content:
                    stream.write(piece)
    return buffer.getvalue()


def sheet(rows: str, *, dimension: str = "A1:B2", tail: str = "") -> bytes:
    """A workbook whose sheet is written by hand."""
    xml = f'{_OPEN}<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{tail}</worksheet>'
    return repacked({_SHEET: xml.encode()})


def cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells, from column A on."""
    inside = "".join(cell(f"{chr(65 + i)}{number}", text) for i, text in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


TABLE = row(1, "Kode Produk", "Nama Produk") + row(2, "A", "Tempe") + row(3, "B", "Tahu")


def shared_string_amplification() -> bytes:
    """One long shared string, pointed at from very many cells: little on disk, gigabytes in memory."""
    strings = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    cells = (
        (
            f'<row r="{r}">' + "".join(f'<c r="{chr(65 + c)}{r}" t="s"><v>0</v></c>' for c in range(20)) + "</row>"
        ).encode()
        for r in range(1, 20_001)
    )

    def xml() -> Iterator[bytes]:
        yield _OPEN.encode() + b"<sheetData>"
        yield from cells
        yield b"</sheetData></worksheet>"

    return repacked({_SHEET: xml(), "xl/sharedStrings.xml": strings})


def _with_type(declared: str, text: str) -> bytes:
    body = f"<worksheet><sheetData>{row(1, text)}</sheetData></worksheet>"
    return repacked({_SHEET: f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>{body}'.encode()})


def entities() -> bytes:
    """Ten entities, each ten of the one before."""
    levels = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return _with_type(f'<!ENTITY a0 "ha">{levels}', "&a9;")


def external_entity() -> bytes:
    """A file of this machine as a cell."""
    return _with_type('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;")


def deep_xml() -> bytes:
    """Elements a million deep."""
    xml = _OPEN.encode() + b"<sheetData>" + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + b"</sheetData></worksheet>"
    return repacked({_SHEET: xml})


def bogus_dimension() -> bytes:
    """A small sheet that says that it fills all cells there are."""
    return sheet(TABLE, dimension="A1:XFD1048576")


def sparse_giant() -> bytes:
    """A small table, and one cell in the last corner of the sheet."""
    return sheet(TABLE + f'<row r="1048576">{cell("XFD1048576", "x")}</row>', dimension="A1:XFD1048576")


def far_column() -> bytes:
    """Cells in the last column of many rows."""
    rows = "".join(f'<row r="{r}">{cell(f"A{r}", "a")}{cell(f"XFD{r}", "x")}</row>' for r in range(1, 2_001))
    return sheet(rows, dimension="A1:XFD2000")


def merges() -> bytes:
    """Fifty thousand merged ranges."""
    ranges = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 50_001))
    return sheet(TABLE, tail=f'<mergeCells count="50000">{ranges}</mergeCells>')


def styles() -> bytes:
    """A hundred thousand cell formats."""
    xfs = "".join(f'<xf numFmtId="{i % 60000}" fontId="0" fillId="0" borderId="0"/>' for i in range(100_000))
    formats = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="0.{"0" * (i % 30)}%"/>' for i in range(20_000))
    xml = (
        '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>"
    )
    return repacked({"xl/styles.xml": xml.encode()})


def many_sheets() -> bytes:
    """Five hundred sheets."""
    return workbook({f"Lembar {i}": [("Kode", "Nama"), ("A", i)] for i in range(500)})


def zip_bomb() -> bytes:
    """Blanks that unpack a thousand times."""
    return repacked({_SHEET: (b" " * (1 << 20) for _ in range(64))})


def one_long_field() -> bytes:
    """A CSV with a cell of 15 MB, as long as may be read."""
    return b"Kode;Nama\r\nA;" + b"x" * (15 << 20) + b"\r\n"


def one_long_quote() -> bytes:
    """A CSV whose first quote is closed 15 MB later."""
    return b'Kode;Nama\r\nA;"' + b"x;y\r\n" * (3 << 20) + b'"\r\n'


def a_million_columns() -> bytes:
    """A CSV of three rows with a million columns."""
    return b"\r\n".join([b";".join([b"a"] * 1_000_000)] * 3)


def nothing_but_delimiters() -> bytes:
    """Twenty million delimiters."""
    return b";" * 20_000_000 + b"\r\n1;2\r\n"


def nul_bytes() -> bytes:
    """A CSV with NULs among its letters."""
    return b"Kode;Nama\r\n" + b"A;Tem\0pe\r\n" * 200


def nothing_but_quotes() -> bytes:
    """A CSV of quotes."""
    return b"Kode;Nama\r\n" + b'"' * 5_000_001


def broken_quotes() -> bytes:
    """A CSV of which every row breaks the dialect."""
    return b"Kode;Nama;Harga;Satuan\r\n" + b'A;"Tempe "super";1500;kg\r\nB;Tahu;"kecil;2000;kg\r\n' * 40_000


def workbook_without_end() -> bytes:
    """A workbook cut in the middle."""
    return good()[: len(good()) // 2]


HOSTILE: dict[str, tuple[frozenset[str], Callable[[], bytes]]] = {
    make.__name__: (frozenset(rules), make)
    for make, *rules in (
        (shared_string_amplification, "UMKM-P006"),
        (entities, "UMKM-P007"),
        (external_entity, "UMKM-P007"),
        (deep_xml, "UMKM-P002", "UMKM-P005", "UMKM-P006"),
        (bogus_dimension,),
        (sparse_giant, "UMKM-P006"),
        (far_column, "UMKM-P006"),
        (merges,),
        (styles,),
        (many_sheets,),
        (zip_bomb, "UMKM-P007"),
        (one_long_field, "UMKM-P005", "UMKM-P006"),
        (one_long_quote, "UMKM-P005", "UMKM-P006"),
        (a_million_columns, "UMKM-P005", "UMKM-P006"),
        (nothing_but_delimiters, "UMKM-P005", "UMKM-P006"),
        (nul_bytes,),
        (nothing_but_quotes, "UMKM-P005", "UMKM-P006"),
        (broken_quotes, "UMKM-P006"),
        (workbook_without_end, "UMKM-P002"),
    )
}
"""The files, with the rules by which they may be rejected; none: they are read."""
