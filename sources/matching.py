"""Which dataset a table belongs to, and which of its columns means which field: by words, units and values.

A heading that a contract knows is taken at its word. Another one is taken where it is similar beyond doubt
(:mod:`sources.similar_headings`) and its values do not contradict; columns and fields are paired one to one, all at
once. What stays open is named with up to three guesses, and never read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sources.assignment import best_pairs
from sources.blocks import Block, Layout, Mark
from sources.column_evidence import Cells
from sources.contract import Column, Contract
from sources.heading_fit import Fit, fit, guesses
from sources.headings import Headings
from sources.month_columns import month_headings, spread_of
from sources.reading import Grid
from sources.similar_headings import AHEAD

_FAR = 6
"""Rows above a table in which its title stands."""
_WIDEST = 80
"""Headings of a table that are looked at for similarity; a contract has fifteen columns, its widest year three times
so many groups."""


@dataclass(slots=True)
class _Pairing:
    """The columns of a block against one dataset: position → field, and what was made of each."""

    contract: Contract
    fields: dict[int, str] = field(default_factory=dict)
    marks: dict[int, Mark] = field(default_factory=dict)
    implied: dict[str, tuple[int, str]] = field(default_factory=dict)
    exact: int = 0


def match(block: Block, grid: Grid, headings: Headings, named: str | None, titled: str | None = None) -> None:
    """Set dataset, fields and marks of a block, where one dataset is meant beyond doubt; else its guesses.

    Args:
        block: without a dataset.
        grid: where it stands.
        headings: what the contracts know.
        named: the dataset that the sheet or the file is named after; two headings suffice for that.
        titled: the dataset that a title right above names; it decides between datasets that fit alike.
    """
    month_headings(block, grid)
    heads = _heads(block, headings)
    if len(heads) < 2:
        return
    found = [_pair(c, block, grid, headings, heads) for c in headings.contracts.datasets.values()]
    fitting = [p for p in found if _is_convincing(p, headings, named, len(heads))]
    leaning = named or titled
    ranked = sorted(fitting, key=lambda p: _rank(p, leaning), reverse=True)
    if ranked and (len(ranked) == 1 or _rank(ranked[0], leaning) > _rank(ranked[1], leaning)):
        _settle(block, ranked[0])
    elif block.data:
        likely = [p for p in found if p in fitting or (len(p.fields) >= 2 and 3 * len(p.fields) >= len(heads))]
        likely.sort(key=lambda p: _rank(p, leaning), reverse=True)
        block.guesses = tuple(p.contract.label for p in likely[:3])


def complete(block: Block, grid: Grid, headings: Headings) -> None:
    """Find out about the columns of a block whose dataset is known, where their headings alone do not say."""
    if block.dataset is None or not block.columns:
        return
    named = zip(block.names, block.fields, strict=True)
    if all(own is not None or not name or headings.is_index(name) for name, own in named):
        return
    heads = _heads(block, headings)
    _settle(block, _pair(headings.contracts.datasets[block.dataset], block, grid, headings, heads))


def titles_of(grid: Grid, layout: Layout, block: Block) -> list[str]:
    """The texts of the titles right above a block, the nearest first."""
    top = block.header[0] if block.header is not None else min(block.data, default=0)
    texts: list[str] = []
    for i in range(top - 1, max(-1, top - _FAR), -1):
        if layout.reasons.get(i) == "title":
            texts += [t for j, t in enumerate(grid.rows[i]) if t and block.columns[0] - 2 <= j <= block.columns[-1]]
        elif any(grid.rows[i]):
            break
    return texts


def _heads(block: Block, headings: Headings) -> dict[int, str]:
    """What is to be paired: headings by position; of a wide table's measures the first month, without the month."""
    spread = spread_of(block.names)
    heads: dict[int, str] = {}
    seen: set[str] = set()
    for position, name in enumerate(block.names):
        if spread is not None and position in spread.months:
            measure = spread.months[position].measure
            if measure and measure not in seen:
                heads[position] = measure
            seen.add(measure)
        elif spread is not None and (position in spread.totals or position in spread.averages):
            continue
        elif name and not headings.is_index(name):
            heads[position] = name
    return heads


def _pair(contract: Contract, block: Block, grid: Grid, headings: Headings, heads: dict[int, str]) -> _Pairing:
    found = _Pairing(contract)
    positions = list(heads)[:_WIDEST]
    cells = {p: Cells(grid, block.data, block.columns[p]) for p in positions}
    columns = (*contract.own_columns, *headings.contracts.envelope.columns)
    fits = [[fit(heads[p], c, contract, cells[p], headings) for p in positions] for c in columns]
    weights = [[f.weight - k * 1e-4 if f.weight else 0.0 for k, f in enumerate(row)] for row in fits]
    for i, k in best_pairs(weights).items():
        one, position, column = fits[i][k], positions[k], columns[i]
        if not one.is_exact and _is_rivalled(fits, i, k):
            continue
        found.fields[position] = column.name
        found.exact += one.is_exact
        if one.mark != Mark():
            found.marks[position] = one.mark
        if one.implied is not None:
            found.implied[one.implied[0]] = (position, one.implied[1])
    _leave_implied(found, cells)
    _guess(found, heads, columns, {p: (cells[p], [row[k] for row in fits]) for k, p in enumerate(positions)})
    return found


def _is_rivalled(fits: list[list[Fit]], i: int, k: int) -> bool:
    """Whether another field is nearly as similar to the heading, and no heading says it outright."""
    return any(
        other[k].likeness > fits[i][k].likeness - AHEAD
        for r, other in enumerate(fits)
        if r != i and other[k].is_possible and not any(f.is_exact for f in other)
    )


def _leave_implied(found: _Pairing, cells: dict[int, Cells]) -> None:
    """A unit in a heading stands for a column of units only where there is none; where there is, both must agree."""
    for name in [n for n in found.implied if n in found.fields.values()]:
        position, code = found.implied.pop(name)
        column = found.contract.by_name[name]
        own = next(p for p, f in found.fields.items() if f == name)
        words = {w for c in column.codes if c.value == code for w in (c.value, c.label, *c.synonyms)}
        others = {text for text, _ in cells[own].filled if text.strip().casefold() not in {w.casefold() for w in words}}
        if others:
            said = f"judul kolom menyebut {code}, kolom {column.label} menyebut {min(others)}"
            found.marks[position] = replace(found.marks.get(position, Mark()), note=said)


def _guess(
    found: _Pairing,
    heads: dict[int, str],
    columns: tuple[Column, ...],
    looked_at: dict[int, tuple[Cells, list[Fit]]],
) -> None:
    taken = set(found.fields.values())
    for position, (cells, row) in looked_at.items():
        if position not in found.fields and cells.filled:
            labels = guesses(heads[position], columns, row, cells, taken)
            if labels:
                found.marks[position] = Mark(guesses=labels)


def _is_convincing(pairing: _Pairing, headings: Headings, named: str | None, n_headings: int) -> bool:
    own, contract = set(pairing.fields.values()), pairing.contract
    if contract.name == named and len(own) >= 2 and 3 * len(own) >= n_headings:
        return True
    return headings.is_convincing(contract.name, own, n_headings)


def _rank(pairing: _Pairing, named: str | None) -> tuple[float, float]:
    """By how many fields were found (a name counts for one and a half), then by the share of the required ones."""
    contract, own = pairing.contract, set(pairing.fields.values())
    required = [c.name for c in contract.own_columns if c.required]
    share = sum(n in own for n in required) / max(len(required), 1)
    return len(own) + (1.5 if contract.name == named else 0), share


def _settle(block: Block, pairing: _Pairing) -> None:
    spread = spread_of(block.names)
    months = spread.months if spread is not None else {}
    block.dataset = pairing.contract.name
    block.fields = tuple(pairing.fields.get(p) if p not in months else None for p in range(len(block.columns)))
    block.measures = {months[p].measure: f for p, f in pairing.fields.items() if p in months}
    block.marks = pairing.marks
    block.implied = pairing.implied
