"""How the pages speak: numbers, days and states in plain Indonesian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sources.moments import JAKARTA
from warehouse.ledger.states import State

MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
_SWAP = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class StateWords:
    """What a state is called, what it means, and what happens next.

    Attributes:
        slug: For anchors and classes.
    """

    word: str
    slug: str
    meaning: str
    next_step: str


STATES: Final[dict[State, StateWords]] = {
    State.PUBLISHED: StateWords(
        "Terbit", "terbit", "Laporan diterima dan angkanya sudah terbit.", "Tidak ada yang perlu dikerjakan."
    ),
    State.NEEDS_CONFIRMATION: StateWords(
        "Perlu ditegaskan", "ditegaskan", "Laporan dapat diterima, tetapi ada angka yang perlu ditegaskan UPT dulu.",
        "Tanyakan kepada UPT apakah angkanya benar. Bila benar, catat alasannya (lumbung decide … confirm); bila "
        "keliru, UPT mengirim ulang. Angkanya belum terbit.",
    ),
    State.IN_REVIEW: StateWords(
        "Menunggu persetujuan", "persetujuan", "Semua temuan sudah dijawab; laporan menunggu persetujuan.",
        "Seseorang yang tidak memberi jawaban itu memeriksanya, lalu menyetujui atau mengembalikannya "
        "(lumbung decide … approve atau return). Angkanya belum terbit.",
    ),
    State.RETURNED: StateWords(
        "Dikembalikan", "dikembalikan", "Laporan dikembalikan karena ada isi yang harus diperbaiki.",
        "UPT memperbaiki sel yang ditandai di bawah ini, lalu mengirim ulang seluruh berkas. Sampai perbaikannya "
        "terbit, angka UPT ini tetap memakai kiriman yang terbit sebelumnya, bila ada.",
    ),
    State.REJECTED: StateWords(
        "Ditolak", "ditolak", "Berkas ditolak: tidak dapat diterima sebagai laporan.",
        "UPT mengikuti petunjuk di bawah ini, lalu mengirim berkas yang baru. Tidak ada isi berkas ini yang dimuat.",
    ),
    State.DUPLICATE: StateWords(
        "Duplikat", "duplikat", "Isi berkas sama persis dengan kiriman sebelumnya, jadi tidak diperiksa lagi.",
        "Tidak ada yang perlu dikerjakan. Keadaannya mengikuti kiriman yang sama itu.",
    ),
    State.SUPERSEDED: StateWords(
        "Digantikan", "digantikan", "Laporan benar, tetapi UPT sudah mengirim laporan yang lebih baru untuk bulan itu.",
        "Tidak ada yang perlu dikerjakan. Yang berlaku adalah kiriman yang lebih baru.",
    ),
    State.CLOSED: StateWords(
        "Ditutup", "ditutup", "Kiriman ini dikembalikan atau ditolak, dan UPT sudah mengirim yang lebih baru.",
        "Tidak ada yang perlu dikerjakan pada kiriman ini. Lihat kiriman yang lebih baru.",
    ),
    State.WITHDRAWN: StateWords(
        "Ditarik", "ditarik", "Laporan yang sudah terbit ditarik kembali oleh kantor pusat.",
        "Yang berlaku adalah kiriman sebelumnya, bila ada. UPT mengirim laporan yang benar.",
    ),
    State.FAILED: StateWords(
        "Gagal", "gagal", "Sistem gagal memproses berkas ini. Ini bukan kesalahan UPT.",
        "Dicoba lagi pada putaran berikutnya. Bila gagal lagi, sampaikan nomor kiriman ini kepada tim data.",
    ),
}  # fmt: skip
"""In the order in which pages list them."""

RARE: Final = frozenset({State.CLOSED, State.WITHDRAWN})
"""Shown only where there is one: nobody looks for a nought there."""

UNFINISHED: Final = StateWords(
    "Belum selesai", "belum", "Putaran berhenti sebelum berkas ini selesai diproses.",
    "Dilanjutkan pada putaran berikutnya; tidak ada yang hilang.",
)  # fmt: skip

STEPS: Final = {"RECEIVED": "Diterima", "PARSED": "Terbaca", "VALIDATED": "Selesai diperiksa",
                 "APPROVED": "Disetujui"}  # fmt: skip
"""The states on the way, for the history of a submission."""

SEVERITIES: Final = {"TOLAK": "Ditolak", "PERBAIKI": "Harus diperbaiki", "KONFIRMASI": "Perlu ditegaskan",
                     "CATATAN": "Catatan"}  # fmt: skip

OUTCOMES: Final = {"failed": "Menemukan kesalahan", "inconclusive": "Tidak dapat dijalankan", "skipped": "Dilewati",
                   "passed": "Lolos"}  # fmt: skip

PARTS: Final = {"in_force": "berlaku", "superseded": "digantikan", "nil": "berlaku, nihil", "none": "belum terbit"}

_REASONS: Final = (
    (r"repeats (S\w+)", r"sama dengan kiriman \1"),
    (r"nothing is open|every finding is answered", "tidak ada temuan yang belum dijawab"),
    (r"clean: no PERBAIKI, no KONFIRMASI .*", "bersih: disetujui oleh sistem menurut pengaturan"),
    (r"(\d+) (PERBAIKI|KONFIRMASI) open", r"\1 temuan \2 belum dijawab"),
    (r"the same findings as approved by (.*)", r"temuannya sama dengan yang disetujui oleh \1"),
    (r"a newer attempt arrived", "UPT sudah mengirim yang lebih baru"),
    (r"attempt order changed", "urutan kiriman berubah, diperiksa ulang"),
    (r"taken up again: .*", "dilanjutkan dari putaran sebelumnya yang tidak selesai"),
    (r"what a rule waited for has arrived", "data yang ditunggu sebuah aturan sudah datang"),
    (r"what superseded it no longer counts", "kiriman yang menggantikannya tidak berlaku lagi"),
    (r"(\d+) rules are inconclusive: (.*)", r"\1 aturan tidak dapat dijalankan: \2"),
    (r"the check could not be run: (.*)", r"pemeriksaan tidak dapat dijalankan: \1"),
    (
        r"gone or out of reach.*|.*cannot be read .*",
        "hilang atau tidak terjangkau; dicoba lagi pada putaran berikutnya",
    ),
    (r"folder out of reach.*", "folder tidak terjangkau; dicoba lagi pada putaran berikutnya"),
    (r"no regular file", "bukan berkas biasa"),
    (r"we are not allowed to read it", "tidak ada izin untuk membacanya; perbaiki hak aksesnya"),
    (r"a link: links are not followed", "berupa tautan, bukan berkas; kirim berkasnya"),
    (r"still being written.*|touched less than.*", "masih ditulis; diambil setelah selesai"),
)


def state_words(state: State) -> StateWords:
    """The words for a state; whatever is no end is *unfinished*."""
    return STATES.get(state, UNFINISHED)


def step(state: str) -> str:
    """A state as a step in a history."""
    return STATES[State(state)].word if State(state) in STATES else STEPS[state]


def reason_words(reason: str | None) -> str:
    """Why something happened, translated where it is one of our own reasons, else as it was written."""
    for pattern, words in _REASONS:
        match = re.fullmatch(pattern, reason or "", re.DOTALL)
        if match:
            return match.expand(words)
    return reason or ""


def number(value: Decimal | float | None, digits: int = 0) -> str:
    """A number the Indonesian way, ``1.234.567,8``; a dash for None."""
    return "–" if value is None else f"{value:,.{digits}f}".translate(_SWAP)


def signed(value: Decimal | float | None) -> str:
    """A change: ``+1.234``, ``−1.234``, ``0``."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(value if value > 0 else -value)


def day_words(day: date) -> str:
    """``24 November 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: datetime) -> str:
    """``24 November 2026 14.47 WIB``."""
    local = moment.astimezone(JAKARTA)
    return f"{day_words(local.date())} {local:%H.%M} WIB"


def month_words(period: str | None) -> str:
    """``Oktober 2026`` for ``2026-10``; what is no month stays as it is."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", period or "")
    return f"{MONTHS[int(match[2]) - 1]} {match[1]}" if match else (period or "bulan tidak diketahui")
