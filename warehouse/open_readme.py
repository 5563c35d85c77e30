"""``terbuka/README.md``: what the tables for outside are, in Indonesian."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from warehouse.open_tables import HIDDEN, OpenTable
from warehouse.suppression import FEWEST
from warehouse.table import TableColumn

_ABOUT = """# UMKM Pemasyarakatan: angka nasional dan kantor wilayah

Terbitan Lumbung **{release}**, {at:%Y-%m-%d %H:%M} UTC. Sebutkan nama terbitan ini setiap kali mengutip: laporan yang
menyusul atau dibetulkan mengubah angka terbitan berikutnya.

Angka berasal dari laporan bulanan UPT Pemasyarakatan yang sudah diperiksa. Di sini hanya ada jumlah nasional dan kantor
wilayah; tidak ada baris satu UPT, nama orang, atau data pribadi.

## Lisensi

Belum ditetapkan. Syarat pemakaian ditentukan Direktorat Jenderal Pemasyarakatan; tanyakan kepadanya sebelum menyebarkan
ulang.

## Berkas

Setiap tabel ada dua kali dengan isi yang sama: CSV (UTF-8, pemisah koma, desimal titik) dan Parquet.
`datapackage.json` memuat keterangan yang sama untuk program (Frictionless Data Package), dengan sidik SHA-256 setiap
berkas.

| tabel | isi |
|---|---|
{files}

## Cara membaca

- `periode` = bulan laporan (TTTT-BB). Saring `tingkat`: baris nasional sudah memuat semua kantor wilayah.
- Kosong bukan nol. Kosong: belum dilaporkan atau tidak dapat dihitung. Nol: dilaporkan nihil.
- Akhiran nama kolom menyatakan satuan: `_rp` rupiah, `_kg` kilogram, `_m2` meter persegi, `_orang` orang, `_persen`
  persen.
- `melapor_persen` menyatakan porsi UPT yang sudah melapor; bandingkan bulan hanya bila porsinya sepadan.
- Angka satu kantor wilayah dapat berasal dari satu UPT saja; kolom `upt_…` menyatakan berapa.

## Hitungan orang di bawah {fewest} disamarkan

- Hitungan 1 sampai {most} orang dikosongkan, dan namanya disebut pada kolom `{hidden}` di baris itu. Nol tetap tampil.
- Supaya angka itu tidak diperoleh dengan mengurangkan, angka lain ikut dikosongkan: rincian laki-laki, perempuan, dan
  anak selalu bersama; satu kantor wilayah lagi, yang angkanya paling kecil, selama jumlah yang disamarkan masih di
  bawah {fewest}; juga bila sisanya (misalnya pekerja tanpa sertifikat) yang di bawah {fewest}. Karena itu yang kosong
  bisa saja angka besar.
- Rasio, perubahan, dan angka bulan atau tahun lalu ikut kosong bila salah satu angka di baliknya disamarkan.
- Yang tidak dijaga: selisih antara dua terbitan dapat menunjukkan laporan yang masuk di antaranya. Terbitkan keluar
  hanya terbitan yang dapat dikutip, jangan setiap pembaruan.

# Kolom
"""


def as_markdown(tables: tuple[OpenTable, ...], release: str, at: datetime) -> str:
    """The page.

    Args:
        tables: in the order in which they are listed.
        release: its name.
        at: when it was made, UTC without a zone.
    """
    files = "\n".join(f"| `{t.table.name}` | {t.table.label}. {t.table.description} |" for t in tables)
    head = _ABOUT.format(release=release, at=at, files=files, fewest=FEWEST, most=FEWEST - 1, hidden=HIDDEN)
    return head + "".join(_section(table) for table in tables)


def _section(table: OpenTable) -> str:
    head = f"\n## {table.table.name} – {table.table.label}\n\n{table.table.grain}\n\n"
    return head + "\n".join(["| kolom | judul | satuan | arti |", "|---|---|---|---|", *_rows(table.table.columns), ""])


def _rows(columns: tuple[TableColumn, ...]) -> Iterator[str]:
    for column in columns:
        codes = ", ".join(f"`{value}` ({label})" for value, label in column.codes)
        meaning = f"{column.description} Pilihan: {codes}." if codes else column.description
        yield f"| `{column.name}` | {column.label} | {column.unit or ''} | {meaning} |".replace("  ", " ")
