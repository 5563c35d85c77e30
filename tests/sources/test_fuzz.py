"""Damaged files of every format, in the pool: each ends in a reading or a rejection, never in an error of ours."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.simulate.binary_excel import xlsb
from flows.simulate.old_excel import Sheets, xls
from sources.contract import Contracts
from sources.offices import Offices
from sources.pool import ReaderPool
from sources.reader import Reader
from sources.reading import Reading
from tests.sources.hostile import good

CSV = "Kode Produk;Nama Produk;Satuan;Volume\r\n" + "".join(f'P{i};"Tempe; {i}";kg;{i},5\r\n' for i in range(40))

pytestmark = pytest.mark.xdist_group("hostile")


def ods() -> bytes:
    import io
    import zipfile

    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in [("Kode Produk", "Nama Produk"), *((f"P{i}", f"Tempe {i}") for i in range(20))]
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Produk">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


ROWS: list[tuple[str | float, ...]] = [
    ("Kode Produk", "Nama Produk", "Volume"),
    *((f"P{i}", f"Tempe {i}", i + 0.5) for i in range(20)),
]

FORMATS: dict[str, Callable[[], bytes]] = {
    "xlsx": good,
    "xls": lambda: xls({"Produk": ROWS}),
    "xlsb": lambda: xlsb({"Produk": ROWS}),
    "ods": ods,
    "csv": CSV.encode,
    "utf-16": lambda: CSV.encode("utf-16"),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed, cut out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at, n = chance.randrange(len(changed)), chance.choice((1, 2, 8, 64))
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + n]
            case 3:
                changed[at:at] = changed[at : at + n]
            case _:
                changed[at : at + n] = chance.randbytes(n)
        if not changed:
            return b"x"
    return bytes(changed)


@pytest.fixture(scope="module")
def pool(contracts: Contracts, offices: Offices) -> Iterator[ReaderPool]:
    with ReaderPool(contracts, offices, 1) as made:
        yield made


@pytest.mark.parametrize("times", [12, pytest.param(300, marks=pytest.mark.full)])
@pytest.mark.parametrize("form", FORMATS)
def test_damaged_files_end_well(pool: ReaderPool, tmp_path: Path, form: str, times: int) -> None:
    data, chance = FORMATS[form](), random.Random(f"{form} {times}")
    assert is_well(pool.read(_write(tmp_path / "utuh", data)).result())
    spoilt = [damaged(data, chance) for _ in range(times)]
    if form == "xlsb":  # Packed anew after the damage, or its checksums would be all that is tried.
        spoilt += [xlsb({"Produk": ROWS}, change=lambda part: damaged(part, chance)) for _ in range(times)]
    ends = [pool.read(_write(tmp_path / f"{i}", bad)) for i, bad in enumerate(spoilt)]
    assert [i for i, end in enumerate(ends) if not is_well(end.result())] == []


@pytest.mark.parametrize("make", [xls, xlsb])
def test_binary_workbooks_are_read_cell_by_cell(
    contracts: Contracts, offices: Offices, make: Callable[[Sheets], bytes]
) -> None:
    (table,) = Reader(contracts, offices).read_bytes(make({"Produk": ROWS}), "produk").tables
    assert [c.name for c in table.columns] == list(ROWS[0])
    assert [cells for _, cells, _ in table.rows] == [(a, b, str(c)) for a, b, c in ROWS[1:]]


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def is_well(reading: Reading) -> bool:
    """A rejection with its next step, or tables with every cell accounted for."""
    if reading.rejected is not None:
        return bool(reading.rejected.fix) and not reading.tables
    accounted = reading.n_mapped + sum(reading.ignored.values()) + len(reading.unexplained)
    return bool(reading.tables) and reading.n_nonempty == accounted
