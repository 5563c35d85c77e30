"""A submission before it is written: rows, what its sheets say of themselves, and what was put in wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from flows.simulate.month import Report, Row
from sources.reference import Office

Place = Literal["cell", "extra", "stray", "nihil", "total", "identity", "sheet", "file"]


@dataclass(frozen=True, slots=True)
class Planted:
    """A finding that somebody is meant to make.

    ``place`` says where: a *cell* (row and column), the heading of an *extra* column, a *stray* cell right below it,
    the *nihil* cell, the *total* of a column, a cell of the *identity* sheet (``column`` names it), *sheet* or *file*.
    """

    rule: str
    place: Place = "file"
    dataset: str | None = None
    column: str = ""
    row: int = 0
    """Index into the dataset's rows."""


@dataclass(slots=True)
class Draft:
    """What an office is about to send.

    Attributes:
        office: the sender.
        period: ``YYYY-MM``.
        report: rows by dataset; these may be changed.
        planted: what was put in wrongly.
        identity: what the identity sheet says instead, by column of the envelope (``""``: nothing).
        nihil: what a sheet's nihil cell says instead.
        totals: stated totals, by dataset and column, that differ from the sum.
        extra: columns that no contract knows, by dataset: heading → texts.
        dropped: the column that a sheet lacks, by dataset.
        row_identity: office or month that a row of a delimited file says instead, by dataset and row.
        uncomputed: row and column of a cell that holds a formula without its result, by dataset.
        stamp: another version stamp.
        name: another file name (without suffix).
        is_foreign: the file holds a table of something else instead of the report.
    """

    office: Office
    period: str
    report: Report
    planted: list[Planted] = field(default_factory=list)
    identity: dict[str, str] = field(default_factory=dict)
    nihil: dict[str, str] = field(default_factory=dict)
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    extra: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)
    row_identity: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)
    uncomputed: dict[str, tuple[int, str]] = field(default_factory=dict)
    stamp: str | None = None
    name: str | None = None
    is_foreign: bool = False
    _touched: set[tuple[str, int]] = field(default_factory=set)

    def pick(self, dataset: str, chance: Random, suits: Callable[[Row], bool] = lambda _: True) -> int | None:
        """The index of a row that nothing was done to yet and that nothing else hangs on; None where there is none.

        Products are taken that are only offered, production that is not sold: what goes wrong there stays there.
        """
        rows = self.report.get(dataset, [])
        free = [i for i, row in enumerate(rows) if (dataset, i) not in self._touched and self._is_alone(dataset, row)]
        free = [i for i in free if suits(rows[i])]
        if not free:
            return None
        index = chance.choice(free)
        self._touched.add((dataset, index))
        return index

    def close(self, dataset: str, row: int | None = None) -> None:
        """No further mistake is made in a dataset's rows, or in one of them."""
        rows = range(len(self.report.get(dataset, ()))) if row is None else (row,)
        self._touched |= {(dataset, index) for index in rows}

    def append(self, dataset: str, row: Mapping[str, object]) -> int:
        """One more row at the end; its index."""
        rows = self.report[dataset]
        rows.append(dict(row))
        self._touched.add((dataset, len(rows) - 1))
        return len(rows) - 1

    def _is_alone(self, dataset: str, row: Row) -> bool:
        further = {"produk": ("produksi", "penjualan"), "produksi": ("penjualan",)}.get(dataset, ())
        code = row.get("kode_produk")
        return not any(other.get("kode_produk") == code for name in further for other in self.report.get(name, []))


def _anyone(_: Office) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake.

    Attributes:
        rules: the rules that find it.
        apply: puts it into a draft and says where; None where the draft has no room for it.
        dataset: whose sheet it is in; None: the file's or the identity's.
        forms: how the submission must be written for the mistake to be possible.
        suits: which offices can make it.
    """

    rules: tuple[str, ...]
    apply: Callable[[Draft, Random], list[Planted] | None]
    dataset: str | None = None
    forms: frozenset[str] = frozenset({"workbook", "csv", "free"})
    suits: Callable[[Office], bool] = _anyone
