"""What a row outside the data says of itself: total, note, signature, units, running numbers. By its words alone."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

_TOTAL = re.compile(
    r"""^\W*(?:grand\s*total|sub\s*[-.]?\s*total(?:\s+\w{1,30}){0,4}\s*$|sub\s*jumlah(?:\s+\w{1,30}){0,4}\s*$|total|jumlah|jml|ttl|rata\s*[-–]?\s*rata|rerata|average|mean|g\.\s*total|sum)(?:\d|\s*\\\d+|\s*\(\w\)|\*)?
        (?:\s*[-:/.,&(]|\s+(?:keseluruhan|seluruhnya|seluruh|semua|umum|akhir|besar|[A-Z]|[IVX]+|[A-Z]\s*\+\s*[A-Z]|total|jumlah|rata|kelompok|halaman|ini|bulan\s+(?:ini|lalu)|tahun\s+(?:ini|lalu)|s/d|sampai|per|all)\b|\s*$)""",
    re.VERBOSE | re.IGNORECASE,
)
_STATISTICS = frozenset(
    ["tertinggi", "terendah", "maksimum", "minimum", "maximum", "maksimal", "minimal", "median", "modus", "max", "min"]
) | {"maks", "nilai tertinggi", "nilai terendah", "simpangan baku", "standar deviasi", "std dev", "koefisien variasi"}
_CLOSING_TOTAL = re.compile(r"[\w ]{2,}[,:]?\s+total\s*:?\s*(?:\d|\\\d+|\(\w\))?\s*:?$", re.IGNORECASE)
_AVERAGE = re.compile(r"rata|rerata|average|mean", re.IGNORECASE)
_SUB = re.compile(r"^\W*sub", re.IGNORECASE)
_NOTE = re.compile(
    r"""^\W*(?:sumber|catatan|keterangan|ket|note|notes|source|sources|footnotes?|nb|n\.b|dicetak|cetak|printed|tanggal\s+cetak|
        data\s+sementara|data\s+diolah|angka\s+sementara|\*\)|disclaimer|halaman|page|hal)\b\.?\s*[:.\-]?|^\s*(?:\*+|†|‡|¹|²|³|\d\)|\[\d+\]|\(\d\))\s*\S""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"""^\W*(?:mengetahui|menyetujui|mengesahkan|diketahui|disetujui|diperiksa|dibuat|disusun|pembuat|pelapor|petugas|hormat\s+kami|
        yang\s+membuat|an\.|a\.\s*n\.|a\.n\b|plt\b|plh\b|u\.b\.|kepala\s+(?:lapas|rutan|bapas|lpka|lembaga|rumah|balai|seksi|sub|subseksi|bidang|kantor|dinas|bagian|divisi)|kalapas|karutan|kabapas|
        kasi\b|kasubsi\b|kasubbag\b|bendahara|operator|nip\b|nip\.|nrp\b|ttd\b|tanda\s+tangan|ketua\b|sekretaris\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"^[A-Z][A-Za-z .]{2,40},\s*(?:tgl\.?\s*)?(?:\d{1,2}|\.{2,}|…)?\s*[A-Za-z]{3,9}\.?\s*(?:20\d\d|\.{2,}|…)\s*$"
)
_NUMBERED = re.compile(r"^[(\[]?\s*(\d{1,2}|[A-Za-z])\s*[)\]]?\.?(?:\s*=.+|\s*[(:].*[+x*/:-].*)?[)\]]?$")
_UNIT_WORDS = """
rp rupiah rp. idr kg kilogram gram gr ton kuintal kw ku orang org jiwa unit buah bh pcs ekor butir liter ltr lt m m2 m²
ha hektar hektare are km hari jam bulan tahun persen % ribu juta miliar lembar paket set dus botol ikat batang meter
"""
_UNITS = frozenset(_UNIT_WORDS.split())


@functools.lru_cache(maxsize=16_384)
def is_total(text: str) -> bool:
    """A label of a row of sums or averages: ``JUMLAH``, ``Sub Total:``, ``Rata-rata``."""
    return len(text) < 60 and _TOTAL.match(text) is not None


def is_closing_total(text: str) -> bool:
    """A label that ends in *total*: ``Fossil fuels, total``, ``Felony type total:``."""
    return len(text) < 80 and _CLOSING_TOTAL.search(text) is not None


def is_shouted_total(text: str) -> bool:
    """A label in capitals that opens with the word: ``TOTAL ALL AGENCIES:``, ``JUMLAH SELURUH KECAMATAN``."""
    return text.isupper() and len(text) < 60 and re.match(r"\W*(?:TOTAL|JUMLAH)\b", text) is not None


@functools.lru_cache(maxsize=16_384)
def opens_with_total(text: str) -> bool:
    """A label that opens with the word, whatever follows: ``Total structure:``, ``Jumlah pedagang``."""
    return len(text) < 80 and re.match(r"\W*(?:sub\W*)?(?:total|jumlah)\b", text, re.IGNORECASE) is not None


def is_statistic(text: str) -> bool:
    """A label that is a statistic of the rows and nothing else: *Tertinggi*, *Minimum*, *Simpangan baku*."""
    return text.strip(" :.").casefold() in _STATISTICS


def is_part(text: str) -> bool:
    """A label of a part of the sum above: ``of which: women``, ``di antaranya perempuan``."""
    return (
        re.match(r"\W*(?:of\s+which|including|di\s?antaranya|dari\s+jumlah|termasuk|terdiri)\b", text, re.IGNORECASE)
        is not None
    )


def is_average(text: str) -> bool:
    """A label of averages, whose figures are no control totals."""
    return _AVERAGE.search(text) is not None


def is_subtotal(text: str) -> bool:
    """A label of a sum over part of the rows."""
    return _SUB.match(text) is not None


@functools.lru_cache(maxsize=16_384)
def is_note(text: str) -> bool:
    """A source, a remark, a footnote, a print stamp."""
    return _NOTE.match(text) is not None


@functools.lru_cache(maxsize=16_384)
def is_signature(text: str) -> bool:
    """The words around a signature, or a place and date as they stand above one."""
    return _SIGNATURE.match(text) is not None or _PLACE_DATE.match(text) is not None


def is_sentence(text: str) -> bool:
    """Five words or more: said to a reader, no value."""
    return text.count(" ") >= 4


@functools.lru_cache(maxsize=16_384)
def is_unit(text: str) -> bool:
    """A unit, in brackets or bare: ``(Rp)``, ``kg``, ``Orang``."""
    bare = text.strip().strip("()[]").strip().casefold()
    return bare in _UNITS or (text.startswith("(") and text.endswith(")") and not bare.isdigit() and len(text) < 30)


def is_numbering(texts: list[str]) -> bool:
    """A row that counts the columns: 1, 2, 3 … or (1), (2), (3)=(1)+(2) … or a, b, c … (three or more, consecutive)."""
    if len(texts) < 3:
        return False
    numbers: list[int] = []
    for text in texts:
        bare = _NUMBERED.match(text.strip())
        if bare is None:
            return False
        numbers.append(_number(bare[1]))
    return numbers[0] in (0, 1, 2) and all(b - a == 1 for a, b in pairwise(numbers))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else ord(text.casefold()) - ord("a") + 1
