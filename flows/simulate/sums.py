"""What should end in force: rows and exact sums of every numeric column, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.simulate.month import Row
from sources.contract import Column, Contract

Sums = dict[str, Decimal]
"""``rows`` and a sum by numeric column."""


def numeric_columns(contract: Contract) -> tuple[Column, ...]:
    """Columns that can be added up, derived ones too."""
    return tuple(c for c in contract.columns if c.kind in ("decimal", "integer"))


def sums_of(contract: Contract, rows: Sequence[Row]) -> Sums:
    """Rows and sums of one part."""
    columns = numeric_columns(contract)
    found: Sums = {"rows": Decimal(len(rows)), **{c.name: Decimal(0) for c in columns}}
    for row in rows:
        for column in columns:
            value = _value(contract, column, row)
            if value is not None:
                found[column.name] += value
    return found


def _value(contract: Contract, column: Column, row: Row) -> Decimal | None:
    if column.derivation is None:
        value = row.get(column.name)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    source = row.get(column.derivation.source)
    codes = {c.value: c for c in contract.by_name[column.derivation.by].codes}
    code = codes.get(str(row.get(column.derivation.by)))
    times = code.factor(column.derivation.factor) if code is not None else None
    return Decimal(source) * Decimal(times) if isinstance(source, int | Decimal) and times is not None else None


def add(total: Sums, part: Mapping[str, Decimal]) -> None:
    """Add a part to a total, in place."""
    for name, value in part.items():
        total[name] = total.get(name, Decimal(0)) + value


def plain(sums: Mapping[str, Decimal]) -> dict[str, int | str]:
    """As ``truth.json`` has it: ``rows`` a number, sums exact decimals in plain digits."""
    return {name: int(value) if name == "rows" else _digits(value) for name, value in sums.items()}


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
