"""The sheet "Perbaikan" in a workbook that comes back: which submission it mends, and the reasons that were asked for.

What it says is a claim of the file. Whether it is believed (a submission of the same office and month) is decided where
the ledger is known.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sources.given_reasons import GivenReason, given_reasons
from sources.reading import Grid

SHEET = "Perbaikan"
SUBMISSION_LABEL, OFFICE_LABEL, PERIOD_LABEL = "Nomor kiriman", "Kode UPT", "Periode"
TITLE = "Perbaikan Laporan Bulanan UMKM"
_ID = re.compile(r"^S[0-9a-f]{16}$")
_HEAD_ROWS = 15


class Returned(NamedTuple):
    """What the sheet says: the submission that was returned (None: not said), its office and month, reasons given."""

    submission: str | None
    office: str | None = None
    period: str | None = None
    reasons: tuple[GivenReason, ...] = ()


def read_feedback(grid: Grid) -> Returned | None:
    """What a sheet says of the submission that it was made for; None: it is no sheet of ours."""
    found = _said(grid.rows[:_HEAD_ROWS]) if is_named(grid.sheet) else None
    return None if found is None else found._replace(reasons=given_reasons(grid.rows))


def is_named(sheet: str | None) -> bool:
    """Whether a sheet is called as ours are."""
    return sheet is not None and sheet.startswith(SHEET)


def returned_in(data: bytes, sheet: str) -> Returned | None:
    """The same of a sheet in the bytes of a workbook.

    Raises:
        CalamineError: it cannot be opened.
    """
    import python_calamine as calamine

    found = calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet).to_python(nrows=_HEAD_ROWS)
    return _said([[str(value) for value in row] for row in found])


def _said(rows: Iterable[Sequence[str]]) -> Returned | None:
    said: dict[str, str] = {}
    titled = False
    for row in rows:
        filled = [text.strip() for text in row if text.strip()]
        titled |= TITLE in filled[:1]
        if len(filled) > 1:
            said.setdefault(filled[0], filled[1])
    if not titled:
        return None
    claimed = said.get(SUBMISSION_LABEL, "")
    return Returned(claimed if _ID.match(claimed) else None, said.get(OFFICE_LABEL), said.get(PERIOD_LABEL))
