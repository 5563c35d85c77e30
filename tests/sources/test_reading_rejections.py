"""Files that cannot be read end in a rejection that says what to do; nothing else happens."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable

import msoffcrypto.format.ooxml
import pytest
from PIL import Image

from sources.reader import LONGEST_TEXT, Reader
from tests.sources.sheets import IDENTITY, workbook


def good() -> bytes:
    return workbook({"Identitas": IDENTITY, "Produk": [("Kode Produk", "Nama Produk"), ("A", "Tempe")]})


def repacked(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        change(new)
    return buffer.getvalue()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(buffer, "PNG")
    return buffer.getvalue()


def encrypted() -> bytes:
    buffer = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(good())).encrypt("rahasia", buffer)
    return buffer.getvalue()


def document() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def zip_of_files() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("produk.csv", "Kode Produk;Nama Produk")
        archive.writestr("panen.csv", "Sektor;Komoditas")
    return buffer.getvalue()


def bomb() -> bytes:
    return repacked(lambda new: new.writestr("xl/worksheets/sheet1.xml", b" " * (48 << 20)))


def with_entities() -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    return repacked(lambda new: new.writestr("xl/worksheets/sheet1.xml", xml))


def duplicated() -> bytes:
    def twice(new: zipfile.ZipFile) -> None:
        new.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
        new.writestr("XL/worksheets/sheet1.xml", b"<worksheet/>")

    return repacked(twice)


PROSE = "Bersama ini kami sampaikan laporan bulanan, harap maklum. Terima kasih atas perhatian Bapak, Ibu.\n"

CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("UMKM-P001", lambda: b""),
    "blank": ("UMKM-P001", lambda: b"\xef\xbb\xbf \r\n\r\n"),
    "truncated": ("UMKM-P002", lambda: good()[: len(good()) // 2]),
    "broken part": ("UMKM-P002", lambda: repacked(lambda new: new.writestr("xl/worksheets/sheet1.xml", b"<worksheet"))),
    "encrypted": ("UMKM-P003", encrypted),
    "picture": ("UMKM-P004", picture),
    "document": ("UMKM-P004", document),
    "pdf": ("UMKM-P004", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "noise": ("UMKM-P004", lambda: bytes(range(256)) * 8),
    "prose": ("UMKM-P005", lambda: PROSE.encode() * 500),
    "one column": ("UMKM-P005", lambda: b"satu\ndua\ntiga\n" * 50),
    "empty workbook": ("UMKM-P005", lambda: workbook({"Sheet1": []})),
    "bomb": ("UMKM-P007", bomb),
    "entities": ("UMKM-P007", with_entities),
    "part twice": ("UMKM-P007", duplicated),
    "html": ("UMKM-P008", lambda: b"<html><table><tr><td>Kode</td></tr></table></html>"),
    "zip of files": ("UMKM-P008", zip_of_files),
}


@pytest.mark.parametrize("case", CASES)
def test_rejections(reader: Reader, case: str) -> None:
    rule, make = CASES[case]
    reading = reader.read_bytes(make(), "laporan.xlsx")
    assert reading.rejected is not None
    assert reading.rejected.rule == rule, reading.notes
    assert reading.rejected.message
    assert reading.rejected.fix
    assert (reading.tables, reading.loose, reading.n_nonempty) == ((), (), 0)


def test_a_text_far_too_long_is_refused_from_its_beginning(reader: Reader, tmp_path) -> None:
    path = tmp_path / "besar.csv"
    path.write_bytes(b"Kode Produk;Nama Produk;Volume\n" + b"P1;Tempe;4,5\n" * 50_000)
    os.truncate(path, 3 << 30)
    reading = reader.read_file(path)
    assert reading.rejected is not None
    assert reading.rejected.rule == "UMKM-P009"
    assert "(3072 MB)" in reading.rejected.message
    assert f"{LONGEST_TEXT >> 20} MB" in reading.rejected.message


def test_random_bytes_never_raise(reader: Reader) -> None:
    for size in (1, 7, 100, 5000):
        assert reader.read_bytes(os.urandom(size), "x.bin") is not None
