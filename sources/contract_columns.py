"""A property of an ODCS file becomes a :class:`~sources.contract.Column`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sources.contract import Code, Column, Derivation, Kind

Fail = Callable[[str], Exception]

_TYPES: dict[str, Kind] = {
    "VARCHAR": "text",
    "BIGINT": "integer",
    "DATE": "date",
    "BOOLEAN": "yesno",
    "DECIMAL(18,2)": "decimal",
    "DECIMAL(18,3)": "decimal",
}
_LOGICAL = {"text": "string", "integer": "integer", "date": "date", "yesno": "boolean", "decimal": "number"}
_UNIT_SUFFIXES: dict[str, tuple[str, str | None]] = {
    "_rp": ("DECIMAL(18,2)", "rupiah"),
    "_kg": ("DECIMAL(18,3)", "kg"),
    "_m2": ("DECIMAL(18,3)", "m²"),
    "_orang": ("BIGINT", "orang"),
    "_tanggal": ("DATE", None),
}


def custom(item: Mapping[str, Any]) -> dict[str, Any]:
    """The ``customProperties`` of an element, as a mapping."""
    return {p["property"]: p["value"] for p in item.get("customProperties") or ()}


def build_column(item: Mapping[str, Any], fail: Fail) -> Column:
    """One column; the house rules on types, units and descriptions are held here.

    Raises:
        ContractError: through ``fail``.
    """
    name, more = item["name"], custom(item)
    sql_type = item.get("physicalType", "VARCHAR")
    if sql_type not in _TYPES:
        raise fail(f"{name}: physicalType {sql_type!r} is not one of {', '.join(_TYPES)}")
    kind = _TYPES[sql_type]
    if item.get("logicalType") != _LOGICAL[kind]:
        raise fail(f"{name}: logicalType must be {_LOGICAL[kind]!r} for {sql_type}, found {item.get('logicalType')!r}")
    unit = more.get("satuan")
    for suffix, (wanted_type, wanted_unit) in _UNIT_SUFFIXES.items():
        if name.endswith(suffix) and (sql_type, unit) != (wanted_type, wanted_unit):
            raise fail(
                f"{name}: columns in {suffix} are {wanted_type} with unit {wanted_unit!r}, found {sql_type}, {unit!r}"
            )
    for wanted in ("businessName", "description", "examples"):
        if not item.get(wanted) and not (wanted == "examples" and "turunan" in more):
            raise fail(f"{name}: {wanted} is missing")
    codes = tuple(_code(c) for c in item.get("enum") or ())
    options = item.get("logicalTypeOptions") or {}
    if codes and kind == "text":
        kind = "code"
    if options.get("format") == "yyyy-MM":
        kind = "period"
    return Column(
        name=name,
        label=item["businessName"],
        kind=kind,
        sql_type=sql_type,
        description=" ".join(item["description"].split()),
        synonyms=tuple(s["synonym"] for s in item.get("synonyms") or ()),
        unit=unit,
        help=" ".join(str(more.get("petunjuk", item["description"])).split()),
        examples=tuple(str(e) for e in item.get("examples") or ()),
        required=bool(item.get("required", False)),
        unique=bool(item.get("unique", False)),
        key_position=item.get("primaryKeyPosition") if item.get("primaryKey") else None,
        codes=codes,
        minimum=_bound(options.get("minimum")),
        maximum=_bound(options.get("maximum")),
        max_length=options.get("maxLength"),
        pattern=options.get("pattern"),
        derivation=_derivation(more.get("turunan"), name, fail),
        shown=bool(more.get("tampilUtuh", False)),
    )


def _bound(value: object) -> str | None:
    return None if value is None else str(value)


def _code(item: Mapping[str, Any]) -> Code:
    more = custom(item)
    factors = tuple((key, str(value)) for key, value in more.items() if key.startswith("faktor"))
    return Code(str(item["value"]), item.get("label", str(item["value"])), tuple(more.get("sinonim", ())), factors)


def _derivation(value: Any, name: str, fail: Fail) -> Derivation | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"dari", "menurut", "faktor"}:
        raise fail(f"{name}: turunan needs exactly 'dari', 'menurut' and 'faktor', found {value!r}")
    return Derivation(value["dari"], value["menurut"], value["faktor"])
