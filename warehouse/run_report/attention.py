"""What needs a person first, the most pressing at the top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warehouse.ledger.states import State
from warehouse.run_report.material import Entry, Material
from warehouse.run_report.wording import STATES, number, reason_words


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a submission, or a file that was not taken."""

    text: str
    why: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """Things of one kind that need a person, the gravest first, and what to do about them."""

    slug: str
    title: str
    advice: str
    items: Sequence[Item]


def concerns(material: Material) -> list[Concern]:
    """Every submission at its most pressing place only; kinds that nothing belongs to are left out."""
    left = list(material.entries)
    found = []
    for slug, title, advice, belongs, why in _KINDS:
        mine = sorted((e for e in left if belongs(e)), key=lambda e: (*(-i for i in e.impact), e.name, e.id))
        left = [e for e in left if not belongs(e)]
        found.append(
            Concern(slug, title, advice, [Item(e.name if e.office else e.submission.file, why(e), e) for e in mine])
        )
    files = [Item(p.path, reason_words(p.why)) for p in material.passed_over]
    found.insert(
        _FILES_AT,
        Concern(
            "tidak-diambil", "Berkas yang tidak diambil",
            "Perbaiki di tempat asalnya; diambil pada putaran berikutnya.", files,
        ),
    )  # fmt: skip
    return [concern for concern in found if concern.items]


def _failure(entry: Entry) -> str:
    reasons = [e.reason for e in entry.events if e.to_state is State.FAILED and e.reason]
    return reason_words(reasons[-1]) if reasons else ""


def _gravest(entry: Entry) -> str:
    """The first thing to mend, and how much there is beside it."""
    things = sorted(entry.things, key=lambda t: (tuple(-i for i in t[0].impact), t[0].number))
    if not things:
        return ""
    more = len(things) - 1
    return things[0][0].message + (f" Dan {more} hal lain." if more else "")


def _partly(entry: Entry) -> str:
    return f"{number(sum(entry.submission.rows_aside.values()))} baris disisihkan. {_gravest(entry)}"


def _personal(entry: Entry) -> str:
    where = {f"{f.sheet or 'berkas'} {f.cell or ''}".strip() for f in entry.findings if f.rule and f.rule.confidential}
    return "Sel: " + ", ".join(sorted(where)[:5])


Kind = tuple[str, str, str, Callable[[Entry], bool], Callable[[Entry], str]]

_KINDS: tuple[Kind, ...] = (
    ("gagal-sistem", "Gagal karena sistem",
     "Bukan kesalahan UPT. Dicoba lagi sendiri; bila berulang, beri tahu tim data.",
     lambda e: e.state is State.FAILED, _failure),
    ("belum-selesai", "Belum selesai diproses", "Putaran berhenti sebelum selesai. Jalankan lagi: lumbung ingest.",
     lambda e: e.state not in STATES, lambda _: "Dilanjutkan pada putaran berikutnya"),
    ("data-pribadi", "Memuat data pribadi", "Minta UPT menghapusnya dan mengirim ulang; jangan meneruskan berkas ini.",
     lambda e: e.is_personal, _personal),
    ("tak-dikenal", "UPT atau bulan tidak diketahui", "Cari pengirimnya dari nama berkas, lalu minta mengirim ulang.",
     lambda e: e.state in {State.REJECTED, State.RETURNED} and None in {e.submission.office, e.submission.period},
     _gravest),
    ("ditolak-lain", "Ditolak", "Minta UPT mengirim berkas yang benar.", lambda e: e.state is State.REJECTED, _gravest),
    ("dikembalikan-semua", "Dikembalikan untuk diperbaiki",
     "UPT memperbaiki selnya dan mengirim ulang. Yang paling berat di atas.",
     lambda e: e.state is State.RETURNED, _gravest),
    ("perlu-ditegaskan", "Perlu ditegaskan UPT",
     "Tanyakan kepada UPT apakah angkanya benar, lalu catat alasannya: lumbung decide … confirm.",
     lambda e: e.state is State.NEEDS_CONFIRMATION and not e.is_old_question, _gravest),
    ("menunggu-persetujuan", "Menunggu persetujuan",
     "Periksa jawabannya, lalu setujui atau kembalikan: lumbung decide … approve.",
     lambda e: e.state is State.IN_REVIEW and not e.is_old_question, _gravest),
    ("pertanyaan-lama", "Menunggu, tetapi UPT sudah mengirim yang lebih baru",
     "Tangani dulu yang lebih baru. Yang ini dapat dikembalikan: lumbung decide … return.",
     lambda e: e.is_old_question, _gravest),
    ("terbit-sebagian", "Terbit tanpa sebagian barisnya",
     "Baris yang disisihkan belum dihitung. UPT memperbaikinya, lalu mengirim ulang seluruh berkas.",
     lambda e: e.state is State.PUBLISHED and bool(e.submission.rows_aside), _partly),
)  # fmt: skip
_FILES_AT = 3
"""Files that were not taken stand after personal data."""
