"""What people are told by a field-level rule, where its contract does not say it better."""

from __future__ import annotations

from collections.abc import Mapping

from sources.contract import Column, Constraint, Kind
from sources.number_text import with_points

KIND_NAMES: dict[Kind, str] = {
    "decimal": "angka",
    "integer": "bilangan bulat",
    "date": "tanggal",
    "yesno": "ya atau tidak",
}
"""Kinds of column that a text may fail to be, as people call them."""

# Title, message, how to mend, what was expected.
_TEXTS: dict[Constraint, tuple[str, str, str, str]] = {
    "type": (
        "{label} terbaca",
        "Isi kolom {label} tidak terbaca sebagai {jenis}.",
        "Tulis {jenis} saja, misalnya {contoh}.",
        "{jenis}",
    ),
    "required": (
        "{label} terisi",
        "Kolom {label} wajib diisi, tetapi kosong.",
        "Isi {label}, misalnya {contoh}.",
        "terisi",
    ),
    "codes": (
        "{label} sesuai daftar",
        "{label} tidak ada dalam daftar pilihan.",
        "Pilih salah satu: {pilihan}.",
        "{pilihan}",
    ),
    "range": (
        "{label} dalam batas",
        "{label} di luar batas yang wajar.",
        "Periksa angkanya: {batas}.",
        "{batas}",
    ),
    "length": (
        "Panjang {label}",
        "{label} terlalu panjang.",
        "Ringkas menjadi paling banyak {panjang} huruf.",
        "paling banyak {panjang} huruf",
    ),
    "pattern": (
        "Bentuk {label}",
        "Bentuk {label} tidak sesuai.",
        "Tulis seperti contoh: {contoh}.",
        "seperti {contoh}",
    ),
    "unique": (
        "{label} tidak berulang",
        "{label} yang sama tertulis lebih dari satu kali.",
        "Gabungkan barisnya atau perbaiki {label}.",
        "satu kali",
    ),
}


def field_texts(constraint: Constraint, column: Column) -> dict[str, str]:
    """Title, message, mend and expectation of a constraint on a column, by the names that contracts use for them."""
    words = {
        "label": column.label,
        "jenis": KIND_NAMES.get(column.kind, "teks"),
        "contoh": _example(column),
        "pilihan": ", ".join(c.label for c in column.codes),
        "panjang": str(column.max_length),
        "batas": _bounds(column),
    }
    texts = (_fill(text, words) for text in _TEXTS[constraint])
    return dict(zip(("name", "pesan", "caraPerbaiki", "harapan"), texts, strict=True))


def _fill(text: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text


def _example(column: Column) -> str:
    """The first example as people would write it: a code by its label, a number with points."""
    example = column.examples[0] if column.examples else ""
    if column.kind in ("decimal", "integer"):
        return _plain(example)
    return next((c.label for c in column.codes if c.value == example), example)


def _bounds(column: Column) -> str:
    if column.maximum is None:
        return f"paling kecil {_plain(column.minimum)}"
    if column.minimum is None:
        return f"paling besar {_plain(column.maximum)}"
    return f"antara {_plain(column.minimum)} dan {_plain(column.maximum)}"


def _plain(bound: str | None) -> str:
    """A figure the Indonesian way: ``10000000`` → ``10.000.000``, ``2.5`` → ``2,5``; dates as they are."""
    text = bound or ""
    whole, point, decimals = text.partition(".")
    if not whole.lstrip("-").isdigit() or (point and not decimals.isdigit()):
        return text
    return with_points(text)
