"""A zip of files counts as a folder: each file in it is read by itself. One that is not harmless is not unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from sources.apart import files_apart
from sources.clean_csv import clean_csv
from sources.contract import Contracts
from sources.inspection import inspect_files
from sources.reader import Reader
from sources.zip_files import MOST_FILES, unpack
from tests.sources.sheets import workbook

PRODUK = b"Kode Produk;Nama Produk;Satuan\r\nA;Tempe;kg\r\n"
PANEN = b"Sektor;Komoditas;Hasil\r\npertanian;Padi;5\r\n"


def zipped(**files: bytes) -> bytes:
    return made(partial(put, files))


def put(files: Mapping[str, bytes], archive: zipfile.ZipFile) -> None:
    for name, data in files.items():
        archive.writestr(name, data)


def made(write: Callable[[zipfile.ZipFile], object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LP2A-LAHAT_2026-10_produk.csv", PRODUK)
        write(archive)
    return buffer.getvalue()


def link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("rahasia.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


def twice(archive: zipfile.ZipFile) -> None:
    archive.writestr("a.csv", PANEN)
    archive.writestr("A.csv", PANEN)


def encrypted() -> bytes:
    data = bytearray(zipped(b=PANEN))
    data[6] |= 1  # the flag of the first file, in its own header
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1  # and in the directory
    return bytes(data)


def test_each_file_is_read_by_itself(tmp_path: Path, contracts: Contracts) -> None:
    path = tmp_path / "kiriman.zip"
    litter = {"__MACOSX/._panen.csv": b"\0\5\x16\7", "lagi/Thumbs.db": b"\0", "kosong/": b""}
    path.write_bytes(made(partial(put, {"lagi/panen.csv": PANEN} | litter)))
    seen = list(inspect_files([path], contracts))
    assert [s["file"] for s in seen] == [f"{path}/LP2A-LAHAT_2026-10_produk.csv", f"{path}/lagi/panen.csv"]
    assert [t["dataset"] for s in seen for t in s["tables"]] == ["produk", "panen"]
    assert (seen[0]["office"], seen[0]["period"]) == ("LP2A-LAHAT", "2026-10")
    assert b"".join(clean_csv(path, 2, contracts)).splitlines()[1] == b"pertanian,Padi,5"


def test_nothing_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "kiriman.zip"
    path.write_bytes(zipped(**{"panen.csv": PANEN}))
    with files_apart([path]) as files:
        assert [place.read_bytes() for _, place in files] == [PRODUK, PANEN]
    assert not any(place.exists() for _, place in files)


HARMFUL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "leads out": ("UMKM-P007", lambda: zipped(**{"../../luar.csv": PANEN})),
    "leads out, as Windows writes it": ("UMKM-P007", lambda: zipped(**{"..\\luar.csv": PANEN})),
    "from the root": ("UMKM-P007", lambda: zipped(**{"/etc/cron.d/luar": PANEN})),
    "from a drive": ("UMKM-P007", lambda: zipped(**{"C:luar.csv": PANEN})),
    "link": ("UMKM-P007", lambda: made(link)),
    "twice": ("UMKM-P007", lambda: made(twice)),
    "bomb": ("UMKM-P007", lambda: zipped(**{"besar.csv": b"0" * (48 << 20)})),
    "too many": ("UMKM-P007", lambda: zipped(**{f"{i}.csv": b"a" for i in range(MOST_FILES)})),
    "encrypted": ("UMKM-P003", encrypted),
    "cut off": ("UMKM-P002", lambda: zipped(b=PANEN)[:-30]),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_what_is_not_harmless_is_refused_as_a_whole(tmp_path: Path, reader: Reader, case: str) -> None:
    rule, make = HARMFUL[case]
    path, folder = tmp_path / "kiriman.zip", tmp_path / "isi"
    path.write_bytes(make())
    folder.mkdir()
    assert unpack(path, path.name, folder) is None
    assert list(folder.iterdir()) == []
    said = reader.read_file(path).rejected
    assert said is not None
    assert said.rule == rule


def test_a_zip_whose_end_is_lost_is_not_taken_for_the_last_file_in_it(reader: Reader) -> None:
    inner = workbook({"Produk": [("Kode Produk", "Nama Produk"), ("A", "Tempe")]})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("laporan.xlsx", inner)
    said = reader.read_bytes(buffer.getvalue()[:-30], "kiriman.zip").rejected
    assert said is not None
    assert said.rule == "UMKM-P002"


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path, contracts: Contracts) -> None:
    path = tmp_path / "kiriman.zip"
    path.write_bytes(zipped(**{"dalam.zip": zipped(**{"panen.csv": PANEN})}))
    seen = list(inspect_files([path], contracts))
    assert [s.get("rejected", {}).get("rule") for s in seen] == [None, "UMKM-P008"]
    assert all(said["fix"] for s in seen if (said := s.get("rejected")))
