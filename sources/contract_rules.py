"""The ``quality`` entries of an ODCS file become :class:`~sources.contract.Rule` values.

Three kinds. *field*: a library metric on a column, held against the column's own constraint, needs no file.
*sql*: a ``custom`` entry of engine ``lumbung`` whose ``implementation`` names the SQL file. *reader*: engine
``pembaca``; raised while a file is read, before there are any rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sources.contract import ENVELOPE, SEVERITIES, Column, Constraint, Rule
from sources.contract_columns import custom

Fail = Callable[[tuple[str | int, ...], str], Exception]

_ID = re.compile(r"^UMKM-([PSVKRM])\d{3}$")
_DEFAULT_SEVERITY = {
    "P": "TOLAK",
    "S": "PERBAIKI",
    "V": "PERBAIKI",
    "K": "PERBAIKI",
    "R": "KONFIRMASI",
    "M": "KONFIRMASI",
}

# constraint → (title, message, fix, expected): what people are told where a contract does not say it better
_FIELD_TEXTS: dict[Constraint, tuple[str, str, str, str]] = {
    "type": ("{label} terbaca", "Isi kolom {label} tidak terbaca sebagai {jenis}.", "Tulis {jenis} saja, misalnya {contoh}.", "{jenis}"),
    "required": ("{label} terisi", "Kolom {label} wajib diisi, tetapi kosong.", "Isi {label}, misalnya {contoh}.", "terisi"),
    "codes": ("{label} sesuai daftar", "{label} tidak ada dalam daftar pilihan.", "Pilih salah satu: {pilihan}.", "{pilihan}"),
    "range": ("{label} dalam batas", "{label} di luar batas yang wajar.", "Periksa angkanya: {batas}.", "{batas}"),
    "length": ("Panjang {label}", "{label} terlalu panjang.", "Ringkas menjadi paling banyak {panjang} huruf.", "≤ {panjang} huruf"),
    "pattern": ("Bentuk {label}", "Bentuk {label} tidak sesuai.", "Tulis seperti contoh: {contoh}.", "seperti {contoh}"),
    "unique": ("{label} tidak berulang", "{label} yang sama tertulis lebih dari satu kali.", "Gabungkan barisnya atau perbaiki {label}.", "satu kali"),
}  # fmt: skip
_KIND_NAMES = {"decimal": "angka", "integer": "bilangan bulat", "date": "tanggal", "yesno": "ya atau tidak"}
_METRICS: dict[str, Constraint] = {"nullValues": "required", "duplicateValues": "unique"}


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
    if column.kind in _KIND_NAMES:
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


def _field_rule(entry: Mapping[str, Any], dataset: str, column: Column, fail: Callable[[str], Exception]) -> Rule:
    metric = entry.get("metric")
    constraint: Constraint
    if metric in _METRICS:
        constraint = _METRICS[metric]
    elif metric == "invalidValues":
        constraint = (entry.get("arguments") or {}).get("constraint", "")
    else:
        raise fail(f"{column.name}: metric must be nullValues, invalidValues or duplicateValues, found {metric!r}")
    if constraint not in _FIELD_TEXTS:
        raise fail(
            f"{column.name}: arguments.constraint must be one of {', '.join(_FIELD_TEXTS)}, found {constraint!r}"
        )
    words = {
        "label": column.label,
        "jenis": _KIND_NAMES.get(column.kind, "teks"),
        "contoh": column.examples[0] if column.examples else "",
        "pilihan": ", ".join(c.label for c in column.codes),
        "panjang": str(column.max_length),
        "batas": _bounds(column),
    }
    title, message, fix, expected = (_fill(text, words) for text in _FIELD_TEXTS[constraint])
    return _rule(entry, dataset, fail, kind="field", fields=(column.name,), constraint=constraint,
                 defaults={"name": title, "pesan": message, "caraPerbaiki": fix, "harapan": expected})  # fmt: skip


def _fill(text: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text


def _bounds(column: Column) -> str:
    if column.maximum is None:
        return f"paling kecil {column.minimum}"
    if column.minimum is None:
        return f"paling besar {column.maximum}"
    return f"antara {column.minimum} dan {column.maximum}"


def _table_rule(
    entry: Mapping[str, Any], dataset: str, columns: Mapping[str, Column], fail: Callable[[str], Exception]
) -> Rule:
    if entry.get("type") != "custom" or entry.get("engine") not in ("lumbung", "pembaca"):
        raise fail(
            f"{entry.get('id')}: rules of a table are type custom, engine lumbung (SQL file) or pembaca (reader)"
        )
    fields = tuple(custom(entry).get("kolom", ()))
    for name in fields:
        if name not in columns:
            raise fail(f"{entry.get('id')}: kolom {name!r} is no column of {dataset}")
    kind = "sql" if entry["engine"] == "lumbung" else "reader"
    return _rule(entry, dataset, fail, kind=kind, fields=fields, constraint=None, defaults={})


def _rule(
    entry: Mapping[str, Any],
    dataset: str,
    fail: Callable[[str], Exception],
    *,
    kind: Any,
    fields: tuple[str, ...],
    constraint: Constraint | None,
    defaults: Mapping[str, str],
) -> Rule:
    match = _ID.match(str(entry.get("id")))
    if match is None:
        raise fail(f"rule id {entry.get('id')!r} must look like UMKM-V101 (tier letter P S V K R M and three digits)")
    rule_id, tier = match.group(0), match.group(1)
    more = {**defaults, **({"name": entry["name"]} if "name" in entry else {}), **custom(entry)}
    severity = entry.get("severity", _DEFAULT_SEVERITY[tier])
    if severity not in SEVERITIES:
        raise fail(f"{rule_id}: severity must be one of {', '.join(SEVERITIES)}, found {severity!r}")
    for wanted in ("name", "pesan", "caraPerbaiki"):
        if not more.get(wanted):
            raise fail(f"{rule_id}: {wanted} is missing")
    sql = f"{dataset}/{rule_id}.sql" if kind == "sql" else None
    if sql is not None and entry.get("implementation") != sql:
        raise fail(f"{rule_id}: implementation must be {sql!r}, found {entry.get('implementation')!r}")
    return Rule(
        id=rule_id, dataset=dataset, tier=tier, severity=severity, kind=kind, title=more["name"],  # type: ignore[arg-type]
        message=" ".join(more["pesan"].split()), fix=" ".join(more["caraPerbaiki"].split()),
        fields=fields, constraint=constraint, expected=str(more.get("harapan", "")),
        maturity=more.get("kematangan", "aktif"), impact=int(more.get("dampak", 2)),
        waivable=bool(more.get("dapatDikecualikan", True)), confidential=bool(more.get("rahasia", False)),
        reasons=tuple(more.get("alasan", ())), needs=tuple(more.get("perlu", ())), sql=sql,
        valid_from=more.get("berlakuDari"), valid_to=more.get("berlakuSampai"),
    )  # fmt: skip
