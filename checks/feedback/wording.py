"""The words of what an office gets back: the same in the workbook, on the page and in the letter."""

from __future__ import annotations

from typing import Final

from checks.feedback.notice import Notice
from sources.contract import Severity
from sources.feedback_sheet import OFFICE_LABEL, PERIOD_LABEL, SUBMISSION_LABEL
from sources.given_reasons import CELLS_HEADING, MESSAGE_HEADING, SHEET_HEADING

MEANINGS: Final[dict[Severity, str]] = {
    "TOLAK": "laporan belum dapat dimuat sebelum ini diselesaikan",
    "PERBAIKI": "harus diperbaiki",
    "KONFIRMASI": "perbaiki, atau jelaskan bila memang benar",
    "CATATAN": "untuk diketahui",
}
HEADINGS: Final = (
    "No", SHEET_HEADING, CELLS_HEADING, "Kolom", "Nilai", "Yang diharapkan", MESSAGE_HEADING, "Cara memperbaiki",
    "Tingkat",
)  # fmt: skip
HIDDEN: Final = " (tersembunyi"
"""What a line says behind the name of a sheet that the workbook does not show, begun."""
NO_LINES: Final = "Tidak ada yang perlu diperbaiki."
_MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def month(period: str) -> str:
    """``2026-10`` as ``Oktober 2026``; what is no month as it is."""
    year, _, number = period.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}" if number.isdigit() and 1 <= int(number) <= 12 else period


def outcome(notice: Notice) -> str:
    """What became of the submission, in a sentence or two."""
    wrong = notice.count("TOLAK") + notice.count("PERBAIKI")
    asked = notice.count("KONFIRMASI")
    further = f" {asked} hal lain memerlukan penjelasan." if asked and wrong else ""
    if notice.verdict == "failed":
        return "Laporan belum selesai diperiksa karena kesalahan di pihak kami; Bapak/Ibu tidak perlu berbuat apa-apa."
    if notice.verdict == "rejected":
        return f"Laporan belum dapat kami muat. Ada {wrong} hal yang perlu diperbaiki.{further}"
    if notice.verdict == "returned":
        return f"Laporan kami kembalikan. Ada {wrong} hal yang perlu diperbaiki.{further}"
    if asked:
        return f"Laporan sudah kami terima, tetapi {asked} hal memerlukan penjelasan sebelum dapat diterbitkan."
    return "Laporan sudah kami terima. " + NO_LINES


def facts(notice: Notice) -> list[tuple[str, str]]:
    """Who, when, what, as labels and values; the last is what ties the next attempt to this one."""
    return [
        (OFFICE_LABEL, notice.office or "tidak dikenal"),
        ("Nama UPT", notice.office_name or "tidak dikenal"),
        (PERIOD_LABEL, month(notice.period) if notice.period else "tidak dikenal"),
        ("Berkas", notice.file),
        (SUBMISSION_LABEL, notice.submission or "belum dikirim"),
    ]


def steps(notice: Notice, *, is_copy: bool = False) -> list[str]:
    """How to mend and send again.

    Args:
        notice: to whom.
        is_copy: the workbook is made from a file of another format.
    """
    if not notice.lines:
        return []
    said = [
        "Klik alamat di kolom Sel untuk menuju selnya. Sel yang perlu diperiksa berwarna dan memuat catatan.",
        "Perbaiki langsung di sel berwarna itu. Warna dan catatan tidak perlu dihapus.",
        "Baris jumlah yang diketik tangan (bukan rumus): sesuaikan dengan nilai yang sudah diperbaiki.",
    ]
    if notice.has_questions:
        said.append(
            "Tingkat KONFIRMASI: bila nilainya memang benar, jangan diubah. Tulis alasannya di kolom Alasan di bawah; "
            "jangan memuat nama orang, NIK, atau nomor register."
        )
    said.append(
        "Simpan, lalu kirim kembali berkas ini (.xlsx) dengan cara yang sama seperti sebelumnya. Biarkan lembar "
        "Perbaikan ini di dalamnya: nomor kiriman di atas menghubungkan perbaikan dengan laporan sebelumnya."
    )
    if is_copy:
        said.append(
            "Berkas asal bukan .xlsx; lembar berikutnya memuat isinya seperti yang dikirim, baris demi baris. Boleh "
            "juga memperbaiki berkas asal dan mengirimnya kembali."
        )
    return said


def answered(notice: Notice) -> str:
    """What was settled before; empty where nothing was."""
    n = notice.n_answered
    return f"{n} hal lain sudah dijelaskan atau dikecualikan dan tidak ditandai lagi." if n else ""
