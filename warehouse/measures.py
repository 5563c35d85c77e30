"""Which columns of a dataset can be added up."""

from __future__ import annotations

from sources.contract import Contract

_UNIT_PRICE = "_satuan"
"""In the name of a price for one unit: the only numbers of the contracts that mean nothing when added up."""


def summed(contract: Contract) -> list[str]:
    """The columns of a dataset that can be added up over offices."""
    numbers = [c.name for c in contract.columns if c.kind in ("decimal", "integer")]
    return [column for column in numbers if _UNIT_PRICE not in column]


def of_one_unit(contract: Contract) -> list[str]:
    """Those of them whose sum has a unit, too: no other column of the row says another one each time."""
    mixed = {c.name for c in contract.columns if c.is_of_mixed_units}
    return [column for column in summed(contract) if column not in mixed]
