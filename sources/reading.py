"""What a reader found in one file, as values: the seam between *file → grids → tables → datasets* and everything after.

A :class:`Grid` is a sheet as text; a :class:`TextTable` is a table found in a grid; a :class:`Reading` is the whole
file. Every non-empty cell is *mapped* (in a column of a matched table), *ignored* for a named reason, or *unexplained*.
Nothing here judges: text stays text, exactly as submitted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from sources.given_reasons import GivenReason

IGNORED_REASONS = (
    "title",
    "identity",
    "header",
    "units",
    "help",
    "nihil",
    "total",
    "note",
    "signature",
    "index",
    "repeat",
    "stamp",
    "unmatched",
    "month",
    "feedback",
)
"""Why a cell may be left out of the data. *unmatched*: in a table that belongs to no dataset; *month*: of another month
than the submission's; *feedback*: on the sheet that a returned workbook was given."""

CELL_KINDS = {
    ".": "empty",
    "t": "text",
    "n": "number",
    "d": "date",
    "b": "boolean",
    "e": "error",
    "f": "formula without value",
}
"""What the file's own format says of a cell. It travels beside the text, so that a workbook's number 1.234 (text
``1.234``, kind ``n``: one and a bit) and the typed text ``1.234`` (kind ``t``: Indonesian for 1,234) stay apart.
Numbers are written in their shortest plain decimal form with a point, dates in ISO form, booleans as TRUE/FALSE."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet (or delimited file) as text.

    ``rows[i]`` is row ``first_row + i``; ``rows[i][j]`` stands in column ``first_column + j`` (1-based, as Excel shows
    them; for a delimited file the number of the CSV record). An empty cell is ``""``, a cell of blanks alone too. Rows
    may differ in length.
    """

    sheet: str | None
    rows: list[list[str]]
    kinds: list[str] = field(default_factory=list)
    """One string a row, one letter a cell (see :data:`CELL_KINDS`); no string at all: every cell is text."""
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """Numbers of rows that the workbook does not show (filtered away, or hidden by hand)."""
    hidden_columns: tuple[int, ...] = ()
    n_unread: int = 0
    """Non-empty cells of a sheet that was not read, only counted; then ``rows`` is empty."""


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a table: its letter, its heading as written (rows joined with " / "), its field if matched."""

    letter: str
    name: str
    field: str | None = None
    times: str | None = None
    """What its figures are multiplied by, where its heading gives a unit of its own: ``1000`` for *ribuan Rp*."""
    is_implied: bool = False
    """No column of the sheet: another's heading says it for all rows (*Volume (kg)* without a column of units)."""


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """A row inside or right below a table that is not data, and why (``total``, ``blank``, ``note`` …)."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A figure in a total row under or over a column: a control total to hold against the sum of the rows."""

    field: str
    cell: str
    value: str
    times: str | None = None
    """As the column's: what it is multiplied by."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as it stands.

    ``rows`` are ``(row number, cells, kinds)``: a cell and a letter of :data:`CELL_KINDS` per entry of ``columns``;
    an empty cell is None with kind ``.``.
    """

    sheet: str | None
    range: str
    header_rows: tuple[int, int] | None
    columns: tuple[FoundColumn, ...]
    rows: list[tuple[int, tuple[str | None, ...], str]]
    dataset: str | None = None
    nihil: str | None = None
    """What stands in the sheet's "Nihil (ya/tidak)" cell, as written."""
    nihil_cell: str | None = None
    excluded: tuple[ExcludedRow, ...] = ()
    totals: tuple[StatedTotal, ...] = ()

    def as_written(self) -> TextTable:
        """The table with nothing but the columns of its sheet."""
        n = sum(not c.is_implied for c in self.columns)
        if n == len(self.columns):
            return self
        rows = [(number, cells[:n], kinds[:n]) for number, cells, kinds in self.rows]
        return replace(self, columns=self.columns[:n], rows=rows)


RemarkKind = Literal["tebakan", "mirip", "satuan", "bulan", "jumlah_bulan", "pernyataan", "nama", "angka"]


class Remark(NamedTuple):
    """Something that the reader decided, or could not decide: a rule turns each into a finding.

    ``kind``: *tebakan* (a table or column that might be several things; ``expected``: which), *mirip* (a heading taken
    for a similar name), *satuan* (figures multiplied), *bulan* (other months left out), *jumlah_bulan* (a sum of months
    that is none), *pernyataan* (office or month stated otherwise elsewhere), *nama* (an office's name taken for a
    similar one), *angka* (figures that may be thousands or decimals; ``expected``: what raises the doubt).
    """

    kind: RemarkKind
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    expected: str | None = None
    dataset: str | None = None
    field: str | None = None


class LooseCell(NamedTuple):
    """A non-empty cell outside the data; ``why`` is one of :data:`IGNORED_REASONS`, None is unexplained."""

    sheet: str | None
    cell: str
    row: int
    text: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """Something the file says of itself: the text and where it stands (cell None: the file's name)."""

    value: str
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, and for which month: as the file says it, and as it was resolved."""

    office: Stated | None = None
    office_name: Stated | None = None
    period: Stated | None = None
    template: Stated | None = None
    """The hidden version stamp of the official workbook, e.g. ``lumbung 1.0.0 3f2a…``."""
    kode_upt: str | None = None
    """The code of a known office, or None: not stated, unknown, or ambiguous."""
    periode: str | None = None
    """``YYYY-MM``, or None: not stated or not a month."""
    name_code: str | None = None
    """The code of the office that ``office_name`` means by itself, or None."""
    candidates: tuple[str, ...] = ()
    """Where no office was found: the codes of those that are likeliest meant, at most three."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """The file cannot be read: the rule it breaks, what is wrong and what to do, in Indonesian."""

    rule: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one file. With ``rejected`` there are no tables."""

    file: str
    tables: tuple[TextTable, ...] = ()
    identity: Identity = Identity()
    loose: tuple[LooseCell, ...] = ()
    bulk: tuple[tuple[str, int], ...] = ()
    """Cells ignored wholesale, ``(reason, how many)``: rows of tables that belong to no dataset (*unmatched*; they
    stand in ``tables``) and the hidden lists of the official workbook (*stamp*)."""
    n_nonempty: int = 0
    n_mapped: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    rejected: Rejection | None = None
    remarks: tuple[Remark, ...] = ()
    predecessor: str | None = None
    """The submission that this file says it mends (its sheet "Perbaikan"); nobody has held it against anything yet."""
    reasons: tuple[GivenReason, ...] = ()
    """What its office wrote on that sheet to the findings that ask for a reason; a claim as well."""
    notes: tuple[str, ...] = field(default=())
    """What was decided and why, a sentence each (for ``inspect``)."""

    @property
    def ignored(self) -> dict[str, int]:
        """How many cells were left out, by reason; with mapped and unexplained ones it makes ``n_nonempty``."""
        return dict(Counter(c.why for c in self.loose if c.why is not None) + Counter(dict(self.bulk)))

    @property
    def unexplained(self) -> list[LooseCell]:
        """The cells that nobody can account for."""
        return [c for c in self.loose if c.why is None]
