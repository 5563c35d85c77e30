"""The ``quality`` entries of an ODCS file become :class:`~sources.contract.Rule` values.

Four kinds. *field*: a library metric on a column, held against the column's own constraint, needs no file.
*sql*: a ``custom`` entry of engine ``lumbung`` whose ``implementation`` names the SQL file. *reader*: engine
``pembaca``; raised while a file is read, before there are any rows. *macro*: engine ``gudang``; tier M, its SQL file
asks the warehouse once a publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sources.contract import ENVELOPE, SEVERITIES, Column, Constraint, Rule, Severity
from sources.contract_columns import custom
from sources.rule_texts import KIND_NAMES, field_texts

Fail = Callable[[tuple[str | int, ...], str], Exception]
FailHere = Callable[[str], Exception]

MACRO = "makro"
"""The folder of the SQL files of tier M."""

_ID = re.compile(r"^UMKM-([PSVKRM])\d{3}$")
_DEFAULT_SEVERITY: dict[str, Severity] = {"P": "TOLAK", "R": "KONFIRMASI", "M": "KONFIRMASI"}
_METRICS: dict[str, Constraint] = {"nullValues": "required", "duplicateValues": "unique"}
_CONSTRAINTS: tuple[Constraint, ...] = ("type", "required", "codes", "range", "length", "pattern", "unique")


def build_rules(table: Mapping[str, Any], columns: Sequence[Column], fail: Fail) -> tuple[Rule, ...]:
    """All rules of a dataset; a constraint without its rule, or a rule without its constraint, is an error.

    The envelope's columns are resolved by the reader, not cast from a column: SQL rules of tier P guard them.
    """
    rules: list[Rule] = []
    by_name = {c.name: c for c in columns}
    for p, item in enumerate(table.get("properties") or ()):
        column = by_name[item["name"]]
        own: list[Rule] = []
        for q, entry in enumerate(item.get("quality") or ()):
            own.append(_field_rule(entry, table["name"], column, partial(fail, ("properties", p, "quality", q))))
        wanted = wanted_constraints(column) if table["name"] != ENVELOPE else set()
        missing = wanted ^ {r.constraint for r in own}
        if missing:
            words = ", ".join(sorted(str(m) for m in missing))
            raise fail(("properties", p), f"{column.name}: constraints and quality entries differ in: {words}")
        rules += own
    for q, entry in enumerate(table.get("quality") or ()):
        rules.append(_table_rule(entry, table["name"], by_name, partial(fail, ("quality", q))))
    return tuple(rules)


def wanted_constraints(column: Column) -> set[Constraint | None]:
    """The constraints of a column that need a rule of their own."""
    wanted: set[Constraint | None] = set()
    if column.is_derived:
        return wanted
    if column.kind in KIND_NAMES:
        wanted.add("type")
    if column.required:
        wanted.add("required")
    if column.codes:
        wanted.add("codes")
    if column.minimum is not None or column.maximum is not None:
        wanted.add("range")
    if column.max_length is not None:
        wanted.add("length")
    if column.pattern is not None:
        wanted.add("pattern")
    if column.unique:
        wanted.add("unique")
    return wanted


def _field_rule(entry: Mapping[str, Any], dataset: str, column: Column, fail: FailHere) -> Rule:
    metric = entry.get("metric")
    constraint = (entry.get("arguments") or {}).get("constraint")
    if metric in _METRICS:
        constraint = _METRICS[metric]
    elif metric != "invalidValues":
        raise fail(f"{column.name}: metric must be nullValues, invalidValues or duplicateValues, found {metric!r}")
    if constraint not in _CONSTRAINTS:
        allowed = ", ".join(_CONSTRAINTS)
        raise fail(f"{column.name}: arguments.constraint must be one of {allowed}, found {constraint!r}")
    said = {**field_texts(constraint, column), **_said(entry)}
    return _rule(entry, said, fail, dataset=dataset, kind="field", fields=(column.name,), constraint=constraint)


def _table_rule(entry: Mapping[str, Any], dataset: str, columns: Mapping[str, Column], fail: FailHere) -> Rule:
    rule_id, engine = entry.get("id"), entry.get("engine")
    if entry.get("type") != "custom" or engine not in ("lumbung", "pembaca", "gudang"):
        raise fail(
            f"{rule_id}: rules of a table are type custom, engine lumbung (SQL file), pembaca (reader)"
            " or gudang (SQL file that asks the warehouse)"
        )
    said = _said(entry)
    fields = tuple(said.get("kolom", ()))
    for name in fields:
        if name not in columns:
            raise fail(f"{rule_id}: kolom {name!r} is no column of {dataset}")
    if engine == "pembaca":
        return _rule(entry, said, fail, dataset=dataset, kind="reader", fields=fields)
    sql = f"{dataset if engine == 'lumbung' else MACRO}/{rule_id}.sql"
    if entry["implementation"] != sql:
        raise fail(f"{rule_id}: implementation must be {sql!r}, found {entry['implementation']!r}")
    kind = "sql" if engine == "lumbung" else "macro"
    return _rule(entry, said, fail, dataset=dataset, kind=kind, fields=fields, sql=sql)


def _said(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry says of itself, its name among it."""
    named = {"name": entry["name"]} if "name" in entry else {}
    return {**named, **custom(entry)}


def _rule(entry: Mapping[str, Any], said: Mapping[str, Any], fail: FailHere, **fixed: Any) -> Rule:
    """A rule from what its entry says; ``fixed`` are the fields of :class:`Rule` that follow from where it stands."""
    match = _ID.match(str(entry.get("id")))
    if match is None:
        raise fail(f"rule id {entry.get('id')!r} must look like UMKM-V101 (tier letter P S V K R M and three digits)")
    rule_id, tier = match.group(0), match.group(1)
    severity = entry.get("severity", _DEFAULT_SEVERITY.get(tier, "PERBAIKI"))
    if severity not in SEVERITIES:
        raise fail(f"{rule_id}: severity must be one of {', '.join(SEVERITIES)}, found {severity!r}")
    for wanted in ("name", "pesan", "caraPerbaiki"):
        if not said.get(wanted):
            raise fail(f"{rule_id}: {wanted} is missing")
    if said.get("rekan") and said.get("kematangan") != "uji":
        raise fail(f"{rule_id}: a rule that compares with other offices (rekan) must be on trial (kematangan: uji)")
    if (tier == "M") != (fixed["kind"] == "macro"):
        raise fail(f"{rule_id}: rules of tier M, and no others, have engine gudang")
    return Rule(
        id=rule_id,
        tier=tier,  # type: ignore[arg-type]
        severity=severity,
        title=said["name"],
        message=" ".join(said["pesan"].split()),
        fix=" ".join(said["caraPerbaiki"].split()),
        expected=str(said.get("harapan", "")),
        maturity=said.get("kematangan", "aktif"),
        impact=int(said.get("dampak", 2)),
        waivable=bool(said.get("dapatDikecualikan", True)),
        confidential=bool(said.get("rahasia", False)),
        reasons=tuple(said.get("alasan", ())),
        needs=tuple(said.get("perlu", ())),
        history=tuple(said.get("riwayat", ())),
        peers=tuple(said.get("rekan", ())),
        valid_from=said.get("berlakuDari"),
        valid_to=said.get("berlakuSampai"),
        **fixed,
    )
