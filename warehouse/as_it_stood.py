"""The warehouse as it stood at a moment, and what was revised since.

``core.<dataset>_pada(saat)`` in the published file gives the facts that were in force then; ``core.revisi`` lists each
change of a part after it was first published, with its sums before and after. Both follow from ``core.publikasi`` and
``core.sisihan``, to which rows are only added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import Template

from sources.contract import Contract, Contracts
from warehouse.measures import of_one_unit
from warehouse.sql_text import literal, name, statement
from warehouse.table import Table

REVISIONS = "core.revisi"

_ROWS = "n_baris"


@dataclass(frozen=True, slots=True)
class TableMacro:
    """A table that asks for a moment: ``from core.penjualan_pada('2026-11-01')``; UTC, the moment itself included."""

    schema: str
    name: str
    comment: str
    query: str

    @property
    def call(self) -> str:
        """How it is called, for the dictionary."""
        return f"{self.schema}.{self.name}(saat)"

    def statements(self) -> Iterator[str]:
        """Make it, and say what it is."""
        target = name(self.schema, self.name)
        yield f"create macro {target}(saat) as table {self.query}"
        yield f"comment on macro table {target} is {literal(self.comment)}"


def macros(contracts: Contracts) -> list[TableMacro]:
    """``core.<dataset>_pada`` of every dataset, with the columns of ``core.<dataset>``."""
    return [_macro(contract) for contract in contracts.datasets.values()]


def revisions(table: Table, contracts: Contracts) -> Table:
    """``core.revisi`` as described, over the datasets that there are and the columns that can be added up."""
    pairs = [(c.name, column) for c in contracts.datasets.values() for column in (_ROWS, *of_one_unit(c))]
    sums = " union all ".join(_sums(contract) for contract in contracts.datasets.values())
    values = ", ".join(f"({literal(dataset)}, {literal(column)})" for dataset, column in pairs)
    words = {"jumlah_ukuran": f"({sums})", "daftar_ukuran": f"(values {values})"}
    return replace(table, query=Template(table.query or "").substitute(words))


def _macro(contract: Contract) -> TableMacro:
    columns = [*(c.name for c in contract.columns), "_submission_id", "_sheet", "_row"]
    return TableMacro(
        "core",
        f"{contract.name}_pada",
        f"{contract.label} seperti berlaku pada suatu saat (UTC): kolomnya sama dengan core.{contract.name}."
        f" {contract.grain}",
        statement(
            "dataset_pada",
            dataset=literal(contract.name),
            columns=", ".join(f"r.{name(c)}" for c in columns),
            rows=name("core", f"{contract.name}_rows"),
        ),
    )


def _sums(contract: Contract) -> str:
    pairs = [
        f"{{'ukuran': {literal(c)}, 'nilai': cast(sum(r.{name(c)}) as decimal(38, 3))}}" for c in of_one_unit(contract)
    ]
    pairs.append(f"{{'ukuran': {literal(_ROWS)}, 'nilai': cast(count(*) as decimal(38, 3))}}")
    words = {"rows": name("core", f"{contract.name}_rows"), "dataset": literal(contract.name)}
    sums = statement("revisi_ukuran", angka=f"[{', '.join(pairs)}]", **words)
    return f"({sums})"
