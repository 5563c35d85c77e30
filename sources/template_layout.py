"""Where everything stands in the official workbook: the writer and the reader of it agree here.

Rows are 1-based, as Excel shows them. A dataset's sheet::

    1  title
    2  what a row is
    3  Nihil (ya/tidak) | [ya/tidak] | what that means | legend
    4  (hints: unit, kind of entry, example; each in round brackets)
    5  headings: the contract's labels
    6… rows
"""

from __future__ import annotations

import hashlib
import re

from sources.contract import Column, Contract, Contracts

TEMPLATE_VERSION = "1.0.0"
STAMP_SHEET = "_lumbung"
"""Very hidden; A1 holds the stamp (:func:`stamp`)."""
LISTS_SHEET = "_daftar"
"""Hidden; the lists behind the drop-downs."""

NIHIL_LABEL = "Nihil (ya/tidak)"
NIHIL_LABEL_CELL = "A3"
NIHIL_CELL = "B3"
TITLE_ROW, GRAIN_ROW, NIHIL_ROW, HINT_ROW, HEADER_ROW, FIRST_ROW = range(1, 7)
LEGEND_REQUIRED = "Wajib diisi"
LEGEND_OPTIONAL = "Boleh kosong"
INPUT_ROWS = 300
"""Rows with drop-downs and limits; more are written where more are filled in."""

KANWIL_LABEL = "Kanwil"
KANWIL_CELL, NAME_CELL, CODE_CELL, PERIOD_CELL = "B4", "B5", "B6", "B7"
"""On the identity sheet; the label of each stands to the left, in column A."""

YES, NO = "ya", "tidak"

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_HINTS = {"code": "pilih dari daftar", "yesno": f"{YES} / {NO}", "date": "tanggal, mis. 15/01/2026"}


def hint(column: Column) -> str:
    """What stands above a heading in the row of hints, e.g. ``(rupiah)``."""
    said = _HINTS.get(column.kind)
    if said is None and column.unit is not None:
        said = column.unit
    if said is None and column.kind in ("decimal", "integer"):
        said = "angka" if column.kind == "decimal" else "bilangan bulat"
    if said is None:
        said = f"mis. {column.examples[0]}" if column.examples else "teks"
    return f"({said})"


def sheet_name(contract: Contract) -> str:
    """The dataset's label as Excel allows it: at most 31 characters, without brackets, slashes, colon, star, mark."""
    return _FORBIDDEN.sub(" ", contract.label)[:31].strip()


def fingerprint(contracts: Contracts) -> str:
    """12 hexadecimal digits that change when a column of any contract changes."""
    said = [(c.name, c.label, c.own_columns) for c in (contracts.envelope, *contracts.datasets.values())]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def stamp(contracts: Contracts) -> str:
    """The version stamp, e.g. ``lumbung 1.0.0 3f2a90c1b2d4``."""
    return f"lumbung {TEMPLATE_VERSION} {fingerprint(contracts)}"
