"""The whole report in order."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from warehouse.national_report.changes import since_last_month
from warehouse.national_report.figures import Figures
from warehouse.national_report.model import Chapter, Document
from warehouse.national_report.opening import headline, trends
from warehouse.national_report.products import flagships, harvest
from warehouse.national_report.quality import discipline, findings
from warehouse.national_report.regions import provinces, rankings
from warehouse.national_report.speech import percent
from warehouse.run_report.wording import moment_words, month_words, number

TITLE: Final = "Laporan Nasional UMKM Pemasyarakatan"

CHAPTERS: Final = (
    headline, trends, provinces, rankings, flagships, harvest, discipline, findings, since_last_month,
)  # fmt: skip
"""What makes each chapter; the last one, on reading it, says where their figures come from."""


def compose(figures: Figures) -> Document:
    """Chapters of sentences, tables and pictures; draws the charts, which takes some seconds."""
    chapters = [make(figures) for make in CHAPTERS]
    now, release = figures.nation, figures["terbitan"][0]
    behind = f"{number(now['upt_melapor'])} dari {number(now['upt_seharusnya'])} ({percent(now['melapor_persen'])})"
    facts = [
        ("Bulan laporan", month_words(figures.period)),
        ("Terbitan", f"{release['release']}{'' if release['dikutip'] else ' (otomatis, tidak disimpan selamanya)'}"),
        ("Diterbitkan", moment_words(release["diterbitkan_pada"].replace(tzinfo=UTC))),
        ("UPT di baliknya", behind),
    ]  # fmt: skip
    return Document(
        TITLE, figures.period, month_words(figures.period), figures.release, facts, [*chapters, _reading(figures)]
    )


def _reading(figures: Figures) -> Chapter:
    return Chapter("cara-membaca", "Cara membaca", [
        (f"Semua angka berasal dari terbitan {figures.release} gudang data Lumbung, yang hanya dibaca. Sumber setiap "
        "tabel disebut di bawahnya; isi lengkapnya ada di lampiran Excel, dan semua jawaban mentah di angka.json."),
        ("Tanda – berarti tidak ada yang melaporkannya. Nol berarti dilaporkan nol atau nihil. Keduanya tidak pernah "
        "dicampur."),
        ("Persentase dan rasio dihitung dari jumlah, tidak pernah dari rata-rata. Porsi melapor: UPT yang laporannya "
        "terbit dibagi semua UPT pada akhir bulan. Tepat waktu: kiriman terbit yang pertama sampai paling lambat "
        "pada jatuh tempo."),
        ("Sebagian: sebagian baris laporan itu masih ditahan. Pengecualian: temuan yang dibiarkan atas persetujuan "
        "dua orang. Konfirmasi: temuan yang ditegaskan UPT sebagai data yang benar."),
        ("Warga binaan yang bekerja di dua bidang terhitung dua kali. Laporan ini hanya memuat jumlah, tidak pernah "
        "nama orang."),
        ("Angka dapat berubah bila UPT mengirim pembetulan; perubahannya tercantum pada bab Perubahan sejak bulan "
        "lalu. Asal sebuah angka sampai ke selnya: lumbung trace."),
    ])  # fmt: skip
