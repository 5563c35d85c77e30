"""The rows of one dataset, gathered column by column from many tables."""

from __future__ import annotations

from itertools import repeat

import pyarrow as pa

from sources.contract import Contract
from sources.reading import TextTable

_OWN = ("_kode_upt_baris", "_periode_baris", "_kali")
_LEAD = ("_submission_id", "_sheet", "_row", "_kinds", "kode_upt", "periode", *_OWN)
_ROW_OWN = {"_kode_upt_baris": "kode_upt", "_periode_baris": "periode"}


class DatasetRows:
    """Collects ``teks_<dataset>``: lineage, kinds (a letter an own column, ``.`` where absent), office, period, cells.

    ``_kali`` says which columns are multiplied by what (``omzet_rp=1000;pnbp_rp=1000``), NULL where none is.

    Args:
        contract: gives the columns and their order.
    """

    def __init__(self, contract: Contract) -> None:
        self._own = tuple(c.name for c in contract.own_columns)
        self._names = (*_LEAD, *self._own)
        self._columns: dict[str, list[object]] = {name: [] for name in self._names}

    def add(self, sid: str, kode_upt: str | None, periode: str | None, table: TextTable) -> None:
        """Append the rows of a matched table; a field that two columns claim is taken from the first."""
        n = len(table.rows)
        if not n:
            return
        at: dict[str, int] = {}
        for position, column in enumerate(table.columns):
            if column.field is not None:
                at.setdefault(column.field, position)
        numbers, cells, kinds = zip(*table.rows, strict=True)
        by_position = list(zip(*cells, strict=True))
        lead = {"_submission_id": sid, "_sheet": table.sheet, "kode_upt": kode_upt, "periode": periode}
        times = [f"{c.field}={c.times}" for c in table.columns if c.field is not None and c.times is not None]
        lead["_kali"] = ";".join(times) or None
        for name, value in lead.items():
            self._columns[name].extend(repeat(value, n))
        self._columns["_row"].extend(numbers)
        positions = [at.get(name) for name in self._own]
        self._columns["_kinds"].extend(_reordered(kinds, positions, len(table.columns)))
        for name, field in (*_ROW_OWN.items(), *((own, own) for own in self._own)):
            self._columns[name].extend(by_position[at[field]] if field in at else repeat(None, n))

    def table(self) -> pa.Table:
        """Everything added so far."""
        types = {name: pa.int64() if name == "_row" else pa.string() for name in self._names}
        return pa.table({name: pa.array(self._columns[name], types[name]) for name in self._names})


def _reordered(kinds: tuple[str, ...], positions: list[int | None], width: int) -> list[str]:
    """Kinds in contract order (text where none are given). Few patterns occur in a table: each is put in order once."""
    order = [width if p is None else p for p in positions]
    padded = {k: k.ljust(width, "t") + "." for k in set(kinds)}
    pattern = {k: "".join([letters[p] for p in order]) for k, letters in padded.items()}
    return [pattern[k] for k in kinds]
