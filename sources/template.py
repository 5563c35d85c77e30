"""The official workbook, made from the contracts: what offices fill in, in Excel or LibreOffice.

::

    write_template(Path("lahat.xlsx"), contracts, offices, office="LP2A-LAHAT", period="2026-10")

The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sources.contract import Contracts
from sources.offices import Offices
from sources.template_formats import Formats
from sources.template_identity import (
    Lists,
    identity_of,
    offer_months,
    offer_offices,
    write_identity,
    write_stamp,
    write_steps,
)
from sources.template_layout import NO, YES, sheet_name, stamp
from sources.template_sheet import Filled, Row, write_sheet

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 (Excel's properties know no time zone)


@dataclass(frozen=True, slots=True)
class Edits:
    """What somebody has changed in the official workbook.

    Attributes:
        sheets: by dataset; wins over ``rows`` and ``nihil``.
        identity: what the identity sheet says instead, by column of the envelope and ``kanwil``.
        stamp: another version stamp.
    """

    sheets: Mapping[str, Filled] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)
    stamp: str | None = None


def write_template(  # noqa: PLR0913 (what is filled in beforehand are independent choices)
    path: Path,
    contracts: Contracts,
    offices: Offices,
    *,
    office: str | None = None,
    period: str | None = None,
    datasets: Collection[str] | None = None,
    rows: Mapping[str, Sequence[Row | None]] | None = None,
    nihil: Collection[str] = (),
    edits: Edits | None = None,
) -> None:
    """Write the workbook.

    Args:
        path: where; an existing file is replaced.
        contracts: a sheet each, in their order.
        offices: for the drop-downs.
        office: code of an office to fill in; then no other can be chosen.
        period: ``YYYY-MM`` to fill in.
        datasets: only these sheets; None: all.
        rows: what to fill in, by dataset, a mapping of column name to value each; None leaves a blank row.
        nihil: datasets that are declared nil; those with rows say "tidak".
        edits: changes to the workbook itself, as offices make them.

    Raises:
        KeyError: ``office`` or a dataset is not known.
    """
    import xlsxwriter

    edits = edits or Edits()
    chosen = [c for c in contracts.datasets.values() if datasets is None or c.name in datasets]
    with xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Laporan Bulanan UMKM Pemasyarakatan", "created": _CREATED})
        looks = Formats(book)
        cover = book.add_worksheet(sheet_name(contracts.envelope))
        said = identity_of(offices.by_code[office] if office else None, period)
        write_identity(cover, contracts.envelope, looks, {**said, **edits.identity})
        write_steps(cover, looks, chosen)
        sheets = [(contract, book.add_worksheet(sheet_name(contract))) for contract in chosen]
        lists = Lists(book)
        if office is None:
            offer_offices(cover, lists, looks, offices)
        offer_months(cover, lists)
        for contract, sheet in sheets:
            ranges = {
                c.name: lists.add(f"{contract.name}.{c.name}", [code.label for code in c.codes])
                for c in contract.own_columns
                if c.codes
            }
            name = contract.name
            given = edits.sheets.get(name) or _filled((rows or {}).get(name), is_nihil=name in nihil)
            write_sheet(sheet, contract, ranges, looks, given)
        write_stamp(book, edits.stamp or stamp(contracts))


def _filled(rows: Sequence[Row | None] | None, *, is_nihil: bool) -> Filled:
    return Filled(rows or (), YES if is_nihil else NO if rows else "")
