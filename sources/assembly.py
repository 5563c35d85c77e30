"""From a grid and its layout to tables with cell addresses, every non-empty cell accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from operator import itemgetter

from sources.addresses import address, area, letter
from sources.blocks import Block, Layout
from sources.grid_rows import filled, filled_as, filled_at, is_figure
from sources.headings import Headings
from sources.loose_cells import head_cells, left_cells, named_cells
from sources.reading import ExcludedRow, FoundColumn, Grid, LooseCell, StatedTotal, TextTable
from sources.row_words import is_average, is_subtotal


@dataclass(slots=True)
class Assembled:
    """What one or more grids hold. ``n_nonempty`` = ``n_mapped`` + cells in ``loose`` + counts in ``bulk``."""

    tables: list[TextTable] = field(default_factory=list)
    loose: list[LooseCell] = field(default_factory=list)
    bulk: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    n_nonempty: int = 0
    n_mapped: int = 0


def assemble(grid: Grid, layout: Layout, into: Assembled) -> None:
    """Add a grid's tables and loose cells."""
    into.tables += [_table(grid, layout, block) for block in layout.blocks]
    into.remarks += [remark for block in layout.blocks for remark in block.remarks]
    roles = list(map(_roles, layout.blocks))
    counted = _count_mapped(grid, layout.blocks, roles, into)
    if layout.n_head:
        head = head_cells(grid, layout)
        into.n_nonempty += len(head)
        into.loose += head
    owners = [(own, set(block.data)) for own, block in zip(roles, layout.blocks, strict=True)]
    for i in sorted(set(range(layout.n_head, len(grid.rows))) - counted):
        cells = filled_at(grid, i)
        into.n_nonempty += len(cells)
        for own, rows in owners:
            if i in rows:
                cells = _take_data(grid, i, cells, own, into)
        if cells:
            into.loose += left_cells(grid, layout, i, cells)


def _count_mapped(grid: Grid, blocks: list[Block], roles: list[Mapping[int, str]], into: Assembled) -> set[int]:
    """Count the rows of one table alone all of whose cells are mapped; of rows filled alike it is found out once."""
    counted: set[int] = set()
    n_owners = Counter(i for block in blocks for i in block.data) if len(blocks) > 1 else Counter[int]()
    for block, own in zip(blocks, roles, strict=True):
        mapped = {j for j, role in own.items() if role == "mapped"}
        rows = [i for i in block.data if n_owners[i] < 2] if n_owners else block.data
        forms = [grid.kinds[i] for i in rows] if grid.kinds else [filled(grid.rows[i]) for i in rows]
        times = Counter[str | tuple[int, ...]](forms)
        widths = {form: len(cells) for form in times if mapped.issuperset(cells := _cells(form))}
        counted.update(rows if len(widths) == len(times) else compress(rows, map(widths.__contains__, forms)))
        n = sum(width * times[form] for form, width in widths.items())
        into.n_nonempty += n
        into.n_mapped += n
    return counted


def _cells(form: str | tuple[int, ...]) -> tuple[int, ...]:
    """Which cells a row has that is filled in this way: its kinds, or the cells themselves."""
    return filled_as(form) if isinstance(form, str) else form


def _roles(block: Block) -> Mapping[int, str]:
    """What a cell in a data row counts as, by column: ``mapped``, ``extra`` (unexplained), or a reason."""
    if block.dataset is None or block.marks:
        return _find_roles(block)
    return _plain_roles(block.dataset, block.columns, block.names, block.fields)


@lru_cache(maxsize=256)
def _plain_roles(
    dataset: str, columns: tuple[int, ...], names: tuple[str, ...], fields: tuple[str | None, ...]
) -> Mapping[int, str]:
    return _find_roles(Block(None, columns, names, [], dataset=dataset, fields=fields))


def _find_roles(block: Block) -> Mapping[int, str]:
    if block.dataset is None:
        return dict.fromkeys(block.columns, "unmatched")
    roles: dict[int, str] = {}
    for position, (column, name, own) in enumerate(zip(block.columns, block.names, block.fields, strict=True)):
        why = block.marks[position].why if position in block.marks else ""
        if why:
            roles[column] = why
        elif own == "nama_upt":
            roles[column] = "identity"
        elif own is not None:
            roles[column] = "mapped"
        else:
            roles[column] = "index" if Headings.is_index(name) else "extra"
    return roles


def _take_data(
    grid: Grid, i: int, cells: tuple[int, ...], roles: Mapping[int, str], into: Assembled
) -> tuple[int, ...]:
    """Count the cells of a data row; returns those that belong to no column of the block."""
    rest = []
    for j in cells:
        role = roles.get(j)
        if role == "mapped":
            into.n_mapped += 1
        elif role == "unmatched":
            into.bulk[role] += 1
        elif role is None:
            rest.append(j)
        else:
            into.loose += named_cells(grid, i, (j,), (None if role == "extra" else role,))
    return tuple(rest)


def _table(grid: Grid, layout: Layout, block: Block) -> TextTable:
    top, left = grid.first_row, grid.first_column
    nihil = nihil_cell = None
    if layout.nihil is not None and block.dataset is not None:
        i, j = layout.nihil
        nihil_cell = address(top + i, left + j)
        nihil = (grid.rows[i][j] if j < len(grid.rows[i]) else "") or None
    rows = _rows(grid, block)
    if block.implied:
        codes, letters = tuple(code for _, code in block.implied.values()), "t" * len(block.implied)
        rows = [(number, (*cells, *codes), kinds + letters) for number, cells, kinds in rows]
    spots = list(block.header or ()) + block.data[:1] + block.data[-1:]
    if block.columns and spots:
        where = area(top + min(spots), left + block.columns[0], top + max(spots), left + block.columns[-1])
    else:
        where = nihil_cell or ""
    return TextTable(
        sheet=grid.sheet,
        range=where,
        header_rows=(top + block.header[0], top + block.header[1]) if block.header else None,
        columns=_plain_columns(block.columns, block.names, block.fields, left)
        if not (block.marks or block.implied)
        else _columns(block, left),
        rows=rows,
        dataset=block.dataset,
        nihil=nihil,
        nihil_cell=nihil_cell,
        excluded=tuple(ExcludedRow(top + i, why) for i, why in sorted(block.excluded.items())),
        totals=_totals(grid, block),
    )


@lru_cache(maxsize=256)
def _plain_columns(
    columns: tuple[int, ...], names: tuple[str, ...], fields: tuple[str | None, ...], left: int
) -> tuple[FoundColumn, ...]:
    return _columns(Block(None, columns, names, [], fields=fields), left)


def _columns(block: Block, left: int) -> tuple[FoundColumn, ...]:
    """The columns; those whose code stands in a heading come last, with the letter of that heading."""
    found = [
        FoundColumn(letter(left + c), n, f if f != "nama_upt" else None, _times(block, position))
        for position, (c, n, f) in enumerate(zip(block.columns, block.names, block.fields, strict=True))
    ]
    found += [
        FoundColumn(letter(left + block.columns[position]), block.names[position], name, is_implied=True)
        for name, (position, _) in block.implied.items()
    ]
    return tuple(found)


def _times(block: Block, position: int) -> str | None:
    mark = block.marks.get(position)
    return f"{mark.times:f}" if mark is not None and mark.times is not None else None


def _rows(grid: Grid, block: Block) -> list[tuple[int, tuple[str | None, ...], str]]:
    """The rows of data; of rows filled alike the kinds are cut once."""
    columns = block.columns
    if len(columns) < 2 or not grid.kinds:
        return [_row(grid, i, columns) for i in block.data]
    texts = [grid.rows[i] for i in block.data]
    if min(map(len, texts), default=0) <= columns[-1]:
        return [_row(grid, i, columns) for i in block.data]
    forms, pick, top = [grid.kinds[i] for i in block.data], itemgetter(*columns), grid.first_row
    kinds = {form: "".join(pick(form)) for form in set(forms)}
    picked = zip(block.data, map(pick, texts), map(kinds.__getitem__, forms), strict=True)
    return [(top + i, tuple([c or None for c in cells]) if "." in own else cells, own) for i, cells, own in picked]


def _row(grid: Grid, i: int, columns: tuple[int, ...]) -> tuple[int, tuple[str | None, ...], str]:
    row, n = grid.rows[i], len(grid.rows[i])
    cells = tuple([(row[j] or None) if j < n else None for j in columns])
    if grid.kinds:
        kinds = grid.kinds[i]
        return grid.first_row + i, cells, "".join([kinds[j] if j < n else "." for j in columns])
    return grid.first_row + i, cells, "".join(["." if c is None else "t" for c in cells])


def _totals(grid: Grid, block: Block) -> tuple[StatedTotal, ...]:
    """The figures of the last row of sums (not of averages, not of a part of the rows), where a field is known."""
    rows = [i for i, why in block.excluded.items() if why == "total"]
    if block.dataset is None or not rows:
        return ()
    i = max(rows)
    if any(is_average(t) or is_subtotal(t) for j, t in enumerate(grid.rows[i]) if t and not is_figure(grid, i, j)):
        return ()
    return tuple(
        StatedTotal(f, address(grid.first_row + i, grid.first_column + j), grid.rows[i][j], _times(block, position))
        for position, (j, f) in enumerate(zip(block.columns, block.fields, strict=True))
        if f is not None and j < len(grid.rows[i]) and is_figure(grid, i, j)
    )
