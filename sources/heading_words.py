"""Words that headings are made of, in Indonesian and English public sheets, and other signs that a row is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.shape import Shape

_WORDS = """
no nomor nr id kode kd nama tanggal tgl bulan tahun thn periode waktu jam hari alamat kecamatan kabupaten kota
kab prov provinsi propinsi desa kelurahan wilayah daerah lokasi tempat jenis kategori kelompok golongan status
keterangan ket uraian deskripsi satuan harga jumlah jml total volume nilai omzet omset pendapatan penjualan
produksi produk barang komoditas varietas luas hasil sektor bidang usaha umkm pemilik pelaku kontak telepon
telp hp email nik nib npwp izin sertifikat modal aset tenaga kerja laki perempuan pria wanita umur usia
pendidikan agama pekerjaan jabatan unit sumber indikator persentase persen rasio
laju rata rerata target realisasi capaian sisa stok masuk keluar saldo debit kredit pembeli pelanggan kanal
metode bayar cabang toko merek tipe model ukuran berat warna tahapan program kegiatan anggaran pagu rank
peringkat skor nilai_akhir variabel klasifikasi lapangan latitude longitude lat lon lintang bujur name code
date year month day time period type category group class description desc unit price qty quantity amount
count number value rate percent percentage region area country state city province district address phone
status remarks notes total_sales sales revenue cost profit margin product item customer supplier branch gender
age sex title label index key source url link file size rank score level first last start end min max mean
median average sum population gdp
"""
WORDS = frozenset(_WORDS.split())
_TOKEN = re.compile(r"[^\W\d_]+")
_SNAKE = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$")


def heading_words(text: str) -> bool:
    """Whether a text uses a heading's word."""
    return any(token in WORDS for token in _TOKEN.findall(text.casefold()))


def heading_score(shape: Shape, row: int, below: Sequence[int], columns: range) -> float:
    """How much a row looks like the heading of the rows below it; above zero: more than not.

    Args:
        shape: the grid's letters.
        row: the row in question.
        below: the rows that would be its data (a sample is enough).
        columns: the table's columns.
    """
    texts = shape.grid.rows[row]
    cells = [j for j in columns if j < len(texts) and texts[j]]
    if not cells:
        return -9.0
    codes = shape.codes(row)
    n = len(cells)
    score = 0.6 * (n == len(columns)) + 0.8
    score -= 6 * sum(codes[j] in "npx" for j in cells) / n + 4 * sum(codes[j] in "dl" for j in cells) / n
    score += 2.5 * sum(heading_words(texts[j]) for j in cells) / n
    score += 1.5 * sum(bool(_SNAKE.match(texts[j].strip())) for j in cells) / n
    score -= 2 * (1 - len({texts[j].strip().casefold() for j in cells}) / n)
    return score + sum(_contrast(shape, row, j, below) for j in cells) / n


def _contrast(shape: Shape, row: int, j: int, below: Sequence[int]) -> float:
    """How a cell differs from the cells below it in its column."""
    text = shape.grid.rows[row][j]
    tokens = {t for t in _TOKEN.findall(text.casefold()) if len(t) > 2 and t not in WORDS}
    others = [r[j] for r in (shape.grid.rows[i] for i in below[:200]) if j < len(r) and r[j]]
    if not others:
        return 0.0
    if text in others:
        return -4.0
    if tokens and any(tokens & set(_TOKEN.findall(o.casefold())) for o in others[:50]):
        return -2.0
    codes = [shape.codes(i)[j] for i in below[:200]]
    figures = sum(c in "npxyd" for c in codes) / len(others)
    if figures > 0.6 and shape.codes(row)[j] == "t":
        return 4.0
    digits = sum(any(c.isdigit() for c in o) for o in others) / len(others)
    if digits > 0.9 and len(others) > 1 and not any(c.isdigit() for c in text):
        return 1.5
    return 0.0
