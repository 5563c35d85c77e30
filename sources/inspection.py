"""What the reader sees in a file, as the object that ``lumbung inspect --json`` prints (form: interfaces.md).

::

    for seen in inspect_files([Path("laporan.xlsx")], load_contracts()):
        print(seen["tables"][0]["columns"][0]["sum"])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

from sources.apart import files_apart, lost, run_all_apart
from sources.apart_child import Lost
from sources.column_cells import ColumnCells
from sources.column_values import ColumnValues, column_values, proved_style
from sources.contract import Contracts
from sources.limits import DEFAULT_LIMITS, Limits
from sources.long_csv import is_long, wider
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import FoundColumn, Reading, TextTable
from sources.sheet_map import sheet_map
from sources.value_notes import value_notes
from sources.written_numbers import Style


def inspect_files(
    files: Iterable[Path], contracts: Contracts, limits: Limits = DEFAULT_LIMITS, *, with_map: bool = False
) -> Iterator[dict[str, Any]]:
    """The inspection of each file, read in a child process with limits; ``file`` is the path as given.

    A zip of files gives one inspection a file in it (``kiriman.zip/produk.csv``). Files are read side by side; the
    inspections come in the order of the files, each as soon as it and those before it are done.

    ``with_map`` adds ``map``: a :class:`~sources.sheet_map.MapRow` a row, to be drawn on the screen.

    Raises:
        OSError: a file cannot be opened.
    """
    reader = Reader(contracts, Offices.load())
    with files_apart(list(files), limits) as inside:
        for is_large, group in groupby(inside, key=lambda found: is_long(found[1])):
            found = list(group)
            most = wider(limits, max(place.stat().st_size for _, place in found)) if is_large else limits
            works = [partial(_inspect, reader, name, place, with_map) for name, place in found]
            for (name, _), seen in zip(found, run_all_apart(works, most), strict=True):
                yield seen if not isinstance(seen, Lost) else _inspected(lost(name, seen, contracts), name, with_map)


def _inspect(reader: Reader, name: str, place: Path, with_map: bool) -> dict[str, Any]:
    if is_long(place):
        from sources.long_inspection import inspect_long

        seen = inspect_long(reader, place, PurePath(name).name, with_map=with_map)
        if seen is not None:
            return seen | {"file": name}
    return _inspected(reader.read_file(place, PurePath(name).name), name, with_map)


def _inspected(reading: Reading, name: str, with_map: bool) -> dict[str, Any]:
    drawn = {"map": sheet_map(reading)} if with_map else {}
    return inspect_reading(reading) | {"file": name} | drawn


def inspect_reading(reading: Reading) -> dict[str, Any]:
    """The inspection of a reading; JSON types only, sums as exact decimals in plain digits."""
    if reading.rejected is not None:
        said = reading.rejected
        refusal = {"rule": said.rule, "message": said.message, "fix": said.fix}
        return {"file": reading.file, "tables": [], "rejected": refusal, "notes": list(reading.notes)}
    tables = [t.as_written() for t in reading.tables]
    columns = [[ColumnCells(cells) for cells in _cells_by_column(t)] for t in tables]
    style = _usual_style(reading, [c for table in columns for c in table])
    values = [
        [column_values(c, style, said.name) for c, said in zip(cells, t.columns, strict=True)]
        for t, cells in zip(tables, columns, strict=True)
    ]
    doubts = [
        note
        for t, found in zip(tables, values, strict=True)
        for c, v in zip(t.columns, found, strict=True)
        for note in value_notes(c, v)
    ]
    ignored = {k: v for k, v in sorted(reading.ignored.items()) if k != "unmatched"}
    identity = reading.identity
    return {
        "file": reading.file,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "office": identity.kode_upt,
        "period": identity.periode,
        "tables": [_table(t, found) for t, found in zip(tables, values, strict=True)],
        "cells": {
            "nonempty": reading.n_nonempty,
            "mapped": reading.n_mapped + reading.ignored.get("unmatched", 0),
            "ignored": ignored,
            "unexplained": len(reading.unexplained),
        },
        "notes": [*reading.notes, *doubts],
    }


def _cells_by_column(table: TextTable) -> Iterator[Iterable[tuple[str | None, str]]]:
    if not table.rows:
        return iter([()] * len(table.columns))
    texts = zip(*(cells for _, cells, _ in table.rows), strict=True)
    kinds = zip(*(kinds for _, _, kinds in table.rows), strict=True)
    return (zip(t, k, strict=True) for t, k in zip(texts, kinds, strict=True))


def _usual_style(reading: Reading, columns: list[ColumnCells]) -> Style | None:
    """How the file marks decimals: by the columns that prove it, else (semicolons between cells) the Indonesian way."""
    votes = Counter(s for c in columns if (s := proved_style(c)) is not None)
    if votes:
        return max(votes, key=lambda s: votes[s])
    return "id" if reading.delimiter == ";" else None


def _table(table: TextTable, values: list[ColumnValues]) -> dict[str, Any]:
    first = table.rows[0][0] if table.rows else None
    last = table.rows[-1][0] if table.rows else None
    return {
        "sheet": table.sheet,
        "range": table.range,
        "header_rows": list(table.header_rows) if table.header_rows else None,
        "first_data_row": first,
        "last_data_row": last,
        "n_data_rows": len(table.rows),
        "dataset": table.dataset,
        "excluded_rows": [{"row": e.row, "why": e.why} for e in table.excluded],
        "columns": [column_said(c, v) for c, v in zip(table.columns, values, strict=True)],
    }


def plain(number: Decimal) -> str:
    """Every digit of a number, without exponent and trailing zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def column_said(column: FoundColumn, values: ColumnValues) -> dict[str, Any]:
    """A column and its values."""
    said: dict[str, Any] = {"letter": column.letter, "name": column.name, "type": values.type}
    if values.total is not None:
        said["sum"] = plain(values.total)
    if values.first is not None and values.last is not None:
        said |= {"min": values.first.isoformat(), "max": values.last.isoformat()}
    said |= {"nulls": values.nulls, "field": column.field}
    if values.unread:
        said["unread"] = values.unread
    if values.times:
        said["from_times"] = values.times
    if values.marked:
        said["marked"] = values.marked
    if values.lost is not None:
        said["lost_thousands"] = {"n": values.lost.n, "of": values.lost.of, "examples": list(values.lost.examples)}
    if values.style is not None:
        said["style"] = values.style
    if not values.is_proved:
        said["ambiguous"] = values.style
    if values.day_first is not None:
        said["day_first"] = values.day_first
    return said
