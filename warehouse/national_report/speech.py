"""How the report speaks: amounts, changes and codes in plain Indonesian. The rest is :mod:`run_report.wording`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from warehouse.national_report.model import Form
from warehouse.run_report.wording import day_words, month_words, number

NOT_REPORTED: Final = "–"
"""Nobody reported it; a nought is a reported nought."""

NO_COMPARISON: Final = "belum ada bulan pembanding"

CODES: Final = {
    "menjual": "menjual", "tanpa_penjualan": "melapor, tanpa penjualan", "belum_lapor": "tidak melapor",
    "tidak_wajib": "tidak wajib", "siap": "siap", "perlu_dilengkapi": "perlu dilengkapi", "belum": "belum siap",
    "produk": "Produk", "produksi": "Produksi", "penjualan": "Penjualan", "tenaga_kerja": "Tenaga kerja",
    "panen": "Panen", "kegiatan": "Kegiatan", "semua": "Semua bagian", "mulai": "mulai melapor",
    "berhenti": "tidak lagi melapor", "pangan_olahan": "pangan olahan", "n_baris": "banyaknya baris",
    "TOLAK": "ditolak", "PERBAIKI": "harus diperbaiki", "KONFIRMASI": "perlu ditegaskan", "CATATAN": "catatan",
    "RETURNED": "dikembalikan", "REJECTED": "ditolak", "NEEDS_CONFIRMATION": "menunggu alasan",
    "IN_REVIEW": "menunggu persetujuan", "FAILED": "gagal karena sistem", "WITHDRAWN": "ditarik", "CLOSED": "ditutup",
}  # fmt: skip

_SCALES: Final[tuple[tuple[Decimal, str], ...]] = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
)
_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


_WRITERS: Final[dict[Form, Callable[[Any], str]]] = {
    "text": str, "code": lambda v: CODES.get(v, str(v)), "month": month_words, "day": day_words,
    "yes": lambda v: "ya" if v else "tidak", "percent": lambda v: number(v, 1), "ratio": lambda v: number(v, 2),
    "quantity": lambda v: number(v, 0 if v == int(v) else 1), "count": number, "rupiah": number, "kg": number,
}  # fmt: skip


def cell(value: Any, form: Form) -> str:
    """A value of a table as it is written on page and paper."""
    if value is None:
        return NOT_REPORTED if form not in {"text", "code"} else ""
    return _WRITERS[form](value)


def amount(value: Decimal | int | None, unit: str = "") -> str:
    """A large amount in words: ``64,9 miliar``; small ones in full."""
    if value is None:
        return NOT_REPORTED
    for size, word in _SCALES:
        if abs(Decimal(value)) >= size:
            return f"{number(Decimal(value) / size, 1)} {word}{unit}"
    return number(value) + unit


def rupiah(value: Decimal | int | None) -> str:
    """``Rp64,9 miliar``; below nought ``−Rp2,0 juta``."""
    if value is None:
        return NOT_REPORTED
    return f"{'−' if value < 0 else ''}Rp{amount(abs(Decimal(value)))}"


def percent(value: Decimal | None) -> str:
    """``96,9%``."""
    return NOT_REPORTED if value is None else f"{number(value, 1)}%"


def change(now: Decimal | int | None, before: Decimal | int | None) -> str:
    """How a figure moved: ``naik 3,4%``, ``turun 1,0%``, ``tetap``."""
    if now is None or before is None:
        return NO_COMPARISON
    if now == before:
        return "tetap"
    if before == 0:
        return "naik dari nol"
    moved = 100 * (Decimal(now) - Decimal(before)) / Decimal(before)
    return f"{'naik' if moved > 0 else 'turun'} {number(abs(moved), 1)}%"


def points(now: Decimal | None, before: Decimal | None) -> str:
    """How a share moved, in percentage points: ``turun 3,7 poin``."""
    if now is None or before is None:
        return NO_COMPARISON
    if now == before:
        return "tetap"
    return f"{'naik' if now > before else 'turun'} {number(abs(now - before), 1)} poin"


def short_month(period: str) -> str:
    """``Okt 26`` for an axis."""
    return f"{_SHORT[int(period[5:]) - 1]} {period[2:4]}"


def scale(values: list[Decimal]) -> tuple[Decimal, str]:
    """(divisor, its word) by which the largest of some amounts is a small number; (1, "") where it is small already."""
    largest = max((abs(v) for v in values), default=Decimal(0))
    return next(((size, word) for size, word in _SCALES if largest >= size), (Decimal(1), ""))
