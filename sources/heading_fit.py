"""How well a heading fits a column of a contract: outright, by its unit, or by likeness; and what else it might be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sources.blocks import Mark
from sources.column_evidence import Cells
from sources.contract import Column, Contract
from sources.contract_loader import fold
from sources.heading_units import factor, is_unit, take_apart, unit_code, unit_column
from sources.headings import Headings
from sources.similar_headings import CERTAIN, POSSIBLE, is_another, similarity

_EXACT, _UNFIT_EXACT, _BY_UNIT, _SIMILAR, _BY_VALUES = 10.0, 6.0, 8.0, 5.0, 4.0
_OWN = ("kode_upt", "nama_upt", "periode")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a heading fits a column.

    Attributes:
        weight: for the pairing; 0: it does not.
        likeness: of the words, 0 to 1.
        is_exact: the heading is a name of the column.
        is_possible: its values do not contradict.
        mark: what is to be said of it.
        implied: column of units and the code that the heading gives for all rows.
    """

    weight: float = 0.0
    likeness: float = 0.0
    is_exact: bool = False
    is_possible: bool = True
    mark: Mark = field(default_factory=Mark)
    implied: tuple[str, str] | None = None


def fit(heading: str, column: Column, contract: Contract, cells: Cells, headings: Headings) -> Fit:
    """How a heading over some cells fits a column."""
    if headings.field(contract.name, heading) == column.name:
        is_fit = cells.support(column) >= 0
        return Fit(_EXACT if is_fit else _UNFIT_EXACT, 1.0, is_exact=True)
    if column.name in _OWN:
        return Fit(is_possible=False)
    apart = take_apart(heading)
    if apart is not None and _is_unit(apart.unit, column, contract):
        return _by_unit(apart.base, apart.unit, column, contract, cells, headings)
    if apart is not None and is_unit(apart.unit):
        return Fit(likeness=similarity(apart.base, column), is_possible=cells.support(column) >= 0)
    likeness = similarity(heading, column)
    if apart is not None:
        likeness = max(likeness, similarity(apart.base, column) - 0.03)
    return _similar(likeness, column, cells)


def _is_unit(unit: str, column: Column, contract: Contract) -> bool:
    own = unit_column(column, contract)
    return factor(unit, column) is not None or (own is not None and unit_code(unit, own) is not None)


def _by_unit(base: str, unit: str, column: Column, contract: Contract, cells: Cells, headings: Headings) -> Fit:  # noqa: PLR0913, PLR0917
    is_known = headings.field(contract.name, base) == column.name
    likeness = 1.0 if is_known else similarity(base, column)
    times = factor(unit, column)
    support = cells.support(column)
    if likeness < CERTAIN or support < 0:
        return Fit(likeness=likeness, is_possible=support >= 0)
    own = unit_column(column, contract)
    code = unit_code(unit, own) if own is not None else None
    is_other = times not in (None, 1) or code is not None
    how = "satuan" if is_other else "" if is_known else "mirip"
    mark = Mark(how, times if times != 1 else None)
    implied = (own.name, code) if own is not None and code is not None else None
    return Fit(_BY_UNIT + likeness, likeness, mark=mark, implied=implied)


def _similar(likeness: float, column: Column, cells: Cells) -> Fit:
    support = cells.support(column)
    if support < 0:
        return Fit(likeness=likeness, is_possible=False)
    if likeness >= CERTAIN:
        return Fit(_SIMILAR + likeness, likeness, mark=Mark("mirip"))
    if likeness >= POSSIBLE and column.kind == "code" and support == 1:
        return Fit(_BY_VALUES + likeness, likeness, mark=Mark("isi"))
    return Fit(likeness=likeness)


def guesses(
    heading: str, columns: Sequence[Column], fits: Sequence[Fit], cells: Cells, taken: Collection[str]
) -> tuple[str, ...]:
    """Labels of up to three columns that a heading might mean, best first; none: it is something of its own.

    A name that another column has already is one; so is any open column with a similar name; and figures under a
    strange heading may be any of the open columns of figures.
    """
    doubles = [c.label for c, f in zip(columns, fits, strict=True) if f.is_exact and c.name in taken]
    if is_another(fold(heading)) and not doubles:
        return ()
    open_ones = [(f.likeness, c) for c, f in zip(columns, fits, strict=True) if c.name not in taken and f.is_possible]
    ranked = sorted(open_ones, key=lambda pair: -pair[0])
    similar = [
        c.label
        for likeness, c in ranked
        if likeness >= POSSIBLE or (cells.are_figures and c.kind in ("decimal", "integer"))
    ]
    return tuple([*doubles, *similar][:3])
