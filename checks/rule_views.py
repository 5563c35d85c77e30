"""Every rule becomes a view ``aturan_<ID>`` that returns exactly its offenders.

Field-level rules come from the contract's constraints through the templates in ``checks/constraints/``; all others
are the SQL files of ``checks/rules/``, taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from checks.cast import UNCASTABLE, text_name
from checks.sql_text import HERE, literal, quoted, statement
from sources.contract import Column, Contract, Contracts, Rule
from sources.contract_loader import FOLDER
from sources.errors import CheckCouldNotRun

RULES = HERE / "rules"
_TODAY = re.compile(r"\$sekarang\b")


def view_name(rule: Rule) -> str:
    """The view of a rule: ``aturan_UMKM_K301``."""
    return f"aturan_{rule.id.replace('-', '_')}"


def rule_folders(contracts: Contracts) -> tuple[Path, ...]:
    """Where rule files are looked for: ``rules/`` beside a contract folder of its own, then the built-in ones."""
    return (RULES,) if contracts.folder == FOLDER else (contracts.folder.parent / "rules", RULES)


def view_statement(rule: Rule, contracts: Contracts, today: date) -> str:
    """The ``create view`` of a rule.

    Args:
        rule: of kind ``field`` or ``sql``.
        contracts: give the column of a field rule, and the folder of SQL files.
        today: the day of the run, which rule files call ``$sekarang``.

    Raises:
        CheckCouldNotRun: the SQL file is missing or is not one SELECT.
    """
    if rule.kind == "field":
        return _constraint(rule, contracts.datasets[rule.dataset])
    text = _TODAY.sub(literal(today), rule_text(rule, rule_folders(contracts)))
    return f"create or replace view {quoted(view_name(rule))} as\n{text}"


def rule_text(rule: Rule, folders: Sequence[Path]) -> str:
    """The SQL of a rule as it stands in its file.

    Raises:
        CheckCouldNotRun: the file is missing or does not hold exactly one SELECT.
    """
    path = next((f / str(rule.sql) for f in folders if (f / str(rule.sql)).is_file()), None)
    if path is None:
        raise CheckCouldNotRun(f"Berkas aturan rules/{rule.sql} tidak ditemukan.")
    text = path.read_text(encoding="utf-8").strip().removesuffix(";")
    try:
        found = [s.type for s in duckdb.extract_statements(text)]
    except duckdb.Error as error:
        raise CheckCouldNotRun(f"Berkas aturan rules/{rule.sql} bukan SQL yang benar.") from error
    if found != [duckdb.StatementType.SELECT]:
        raise CheckCouldNotRun(f"Berkas aturan rules/{rule.sql} harus berisi tepat satu SELECT.")
    return text


def _constraint(rule: Rule, contract: Contract) -> str:
    column = contract.by_name[rule.fields[0]]
    low, high = column.minimum, column.maximum
    return statement(
        f"constraints/{rule.constraint}",
        view=quoted(view_name(rule)),
        dataset=quoted(contract.name),
        nama=literal(contract.name),
        nama_kolom=literal(column.name),
        kolom=quoted(column.name),
        asli=quoted(text_name(column)) if column.kind in UNCASTABLE else "null",
        isi=written(column),
        jenis=column.sql_type,
        minimum=literal(low),
        maximum=literal(high),
        panjang=literal(column.max_length),
        pola=literal(column.pattern),
    )


def written(column: Column) -> str:
    """SQL for what stands in a column, castable or not: NULL only where nothing was written."""
    name = quoted(column.name)
    if column.kind not in UNCASTABLE:
        return name
    return f"coalesce(cast({name} as varchar), {quoted(text_name(column))})"
