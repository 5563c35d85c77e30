"""From text rows to typed rows: one statement a dataset, made from its contract, for the whole batch.

How a text is understood stands in the macros of ``checks/casting/``. What cannot be understood is NULL in the typed
column and stays, as submitted, in ``<column>__asli``: a rule turns it into a finding, nothing is guessed or rounded.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from checks.sql_text import HERE, listed, literal, quoted, statement, text_of
from sources.contract import Column, Contract
from sources.contract_loader import fold

CASTING = HERE / "casting"
_MACROS = (
    *("lipat", "isi", "kata_satuan", "angka_mesin", "angka_tulisan", "angka_polos", "angka"),
    *("kali", "dikalikan"),
    *("nomor_bulan", "tanggal_tulisan", "tanggal", "ya_tidak", "dinyatakan_nihil"),
)
"""In the order in which they build on one another."""
_ROW_UNIT = "sesuai kolom "
_ENVELOPE = ("kode_upt", "periode")
UNCASTABLE = ("decimal", "integer", "date", "yesno", "code")
"""Kinds of column that have a ``__asli``."""


def install_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the casting macros known to a connection's database (``angka``, ``tanggal``, ``ya_tidak``, ``lipat`` …)."""
    for name in _MACROS:
        connection.execute(text_of(CASTING / f"{name}.sql"))


def cast_statement(contract: Contract, scaled: frozenset[str] = frozenset()) -> str:
    """``create table <dataset> as …`` from ``teks_<dataset>``.

    ``scaled``: columns that somebody wrote in thousands or millions (:func:`scaled_columns`). Every other column is
    spared the SQL of that, whose planning takes longer than reading a small batch.

    Columns: lineage, office and period, every column of the contract typed (derived ones too), and ``<column>__asli``
    (VARCHAR) for the kinds of :data:`UNCASTABLE`: the text as submitted where it could not be cast, else NULL.
    """
    own = contract.own_columns
    return statement(
        "casting/dataset",
        dataset=quoted(contract.name),
        teks=quoted(f"teks_{contract.name}"),
        bersih=listed(part for position, c in enumerate(own, 1) for part in _cleaned(c, position)),
        terbaca=listed(f"{_typed(c, contract, scaled)} as {quoted(c.name)}" for c in own),
        kolom=listed(_final(contract)),
    )


def scaled_columns(texts: pa.Table) -> frozenset[str]:
    """Columns of ``teks_<dataset>`` that stand under a heading with a multiplier ("Omzet (ribuan Rp)") in any row."""
    said = (text for text in pc.unique(texts["_kali"]).to_pylist() if text)
    return frozenset(part.partition("=")[0] for text in said for part in text.split(";"))


def empty_statement(contract: Contract) -> str:
    """The same table without a row: what most of a small batch's datasets are, at a fiftieth of the cost."""
    columns = [f"cast(null as {c.sql_type}) as {quoted(c.name)}" for c in contract.columns if c.name not in _ENVELOPE]
    columns += [
        f"cast(null as varchar) as {quoted(text_name(c))}" for c in contract.own_columns if c.kind in UNCASTABLE
    ]
    return statement(
        "casting/dataset_kosong",
        dataset=quoted(contract.name),
        teks=quoted(f"teks_{contract.name}"),
        kolom=listed(columns),
    )


def text_name(column: Column) -> str:
    """The name of a column's uncastable text in the typed relation."""
    return f"{column.name}__asli"


def _cleaned(column: Column, position: int) -> tuple[str, ...]:
    name = quoted(column.name)
    return (
        f"{name} as {quoted(column.name + '__teks')}",
        f"isi({name}) as {quoted(column.name + '__isi')}",
        f"substr(_kinds, {position}, 1) as {quoted(column.name + '__jenis')}",
    )


def _typed(column: Column, contract: Contract, scaled_columns: frozenset[str]) -> str:
    text, kind = quoted(f"{column.name}__isi"), quoted(f"{column.name}__jenis")
    match column.kind:
        case "decimal" | "integer":
            units = _unit_words(column, contract)
            plain = f"try_cast(angka_polos({text}, {kind}, {_scale(column)}, {units}) as {column.sql_type})"
            if column.name not in scaled_columns:
                return plain
            times = f"kali(_kali, {literal(column.name)})"
            scaled = f"dikalikan({text}, {kind}, {units}, {times})"
            exact = f"case when try_cast({scaled} as {column.sql_type}) = {scaled} then {scaled} end"
            return f"case when {times} is null then {plain} else try_cast({exact} as {column.sql_type}) end"
        case "date":
            return f"tanggal({text}, {kind})"
        case "yesno":
            return f"ya_tidak({text})"
        case "code":
            return _code(column)
        case _:
            return text


def _scale(column: Column) -> int:
    return int(column.sql_type.rstrip(")").split(",")[1]) if column.kind == "decimal" else 0


def _code(column: Column) -> str:
    """Canonical value of a code, by value, label or synonym."""
    words = {fold(word): code.value for code in column.codes for word in (code.value, code.label, *code.synonyms)}
    pairs = ", ".join(f"{literal(word)}: {literal(value)}" for word, value in words.items())
    return f"map {{{pairs}}}[lipat({quoted(column.name + '__isi')})]"


def _unit_words(column: Column, contract: Contract) -> str:
    """The unit words that may stand behind a number: the column's own unit, or that of the row's unit column."""
    if column.unit is None:
        return literal([])
    if not column.unit.startswith(_ROW_UNIT):
        return f"kata_satuan({literal(column.unit)})"
    label = column.unit.removeprefix(_ROW_UNIT)
    of_row = next((c for c in contract.own_columns if c.label == label), None)
    if of_row is None:
        return literal([])
    if of_row.kind != "code":
        return f"[lipat({quoted(of_row.name + '__isi')})]"
    words = {c.value: sorted({fold(w) for w in (c.value, c.label, *c.synonyms)}) for c in of_row.codes}
    pairs = ", ".join(f"{literal(value)}: {literal(names)}" for value, names in words.items())
    return f"map {{{pairs}}}[{_code(of_row)}]"


def _final(contract: Contract) -> Iterator[str]:
    for column in contract.columns:
        if column.name in _ENVELOPE:
            continue
        value = _derived(column, contract) if column.is_derived else f"terbaca.{quoted(column.name)}"
        yield f"{value} as {quoted(column.name)}"
    for column in contract.own_columns:
        if column.kind in UNCASTABLE:
            name, isi, teks = (quoted(column.name + suffix) for suffix in ("", "__isi", "__teks"))
            yield f"case when {name} is null and {isi} is not null then {teks} end as {quoted(text_name(column))}"


def _derived(column: Column, contract: Contract) -> str:
    """``source × factor``; NULL where the code has no such factor.

    The source is widened first: DuckDB multiplies two short decimals in 64 bits and raises where they overflow.
    """
    derivation = column.derivation
    assert derivation is not None  # noqa: S101 (narrowing for the type checker: the caller asked is_derived)
    codes = contract.by_name[derivation.by].codes
    factors = [(c.value, c.factor(derivation.factor)) for c in codes]
    cases = " ".join(
        f"when {literal(v)} then cast({literal(f)} as decimal(12, 6))" for v, f in factors if f is not None
    )
    source = f"cast({quoted(derivation.source)} as decimal(20, 3))"
    return f"try_cast({source} * case {quoted(derivation.by)} {cases} end as {column.sql_type})"
