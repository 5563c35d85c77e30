"""What of a value may be published."""

from __future__ import annotations

import duckdb
import pytest

from checks.masking import install_masking
from tests.checks.made import small

SHOWN = [
    "1500",
    "Rp 1.500.000,-",
    "23,5 juta",
    "(1.500)",
    "2025-11-30",
    "11 Nop 2025",
    "ya",
    "Tidak",
    "Perkakas Tangan",
    "kw",
]
SHAPES = {
    "Budi Santoso": "Aaaa Aaaaaaa",
    "Ölüm 5 kg": "Aaaa 9 aa",
    "3171012345678901": "9" * 16,
    "3171 0123 4567 8901": "9999 9999 9999 9999",
    "081234567890": "9" * 12,
    "GSJ-01": "AAA-99",
    "=HYPERLINK()": "=AAAAAAAAA()",
    "x" * 500: "a" * 60,
}


@pytest.fixture(scope="module")
def db():
    connection = duckdb.connect(":memory:")
    install_masking(connection, small())
    yield connection
    connection.close()


def masked(db, texts):
    return [db.execute("select samarkan($t)", {"t": text}).fetchall()[0][0] for text in texts]


def test_numbers_dates_and_codes_are_shown(db):
    assert masked(db, SHOWN) == SHOWN


def test_everything_else_is_its_shape(db):
    assert dict(zip(SHAPES, masked(db, SHAPES), strict=True)) == SHAPES


def test_no_value_stays_no_value(db):
    assert masked(db, [None]) == [None]
