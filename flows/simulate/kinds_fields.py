"""Mistakes against a column's own constraints, one kind for each field rule of the contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from random import Random

from flows.simulate.draft import Draft, Kind, Planted
from flows.simulate.month import Row
from sources.contract import Column, Contract, Contracts, Rule

_UNREADABLE = {
    "decimal": "belum dihitung",
    "integer": "beberapa",
    "date": "akhir bulan",
    "yesno": "mungkin",
}
_COUNTS = ("laki_laki_orang", "perempuan_orang", "anak_orang")
_PARTS = ("pnbp_rp", "premi_rp", "modal_rp")
_WORTHWHILE_RP = 50_000
_UNKNOWN_CODE = "serba-serbi"


def field_kinds(contracts: Contracts) -> Iterator[Kind]:
    """A kind of mistake for every field rule of the datasets; none where we know of no way to make it."""
    for contract in contracts.datasets.values():
        for rule in contract.rules:
            if rule.kind != "field" or rule.constraint == "pattern":
                continue
            column = contract.by_name[rule.fields[0]]
            if rule.constraint == "unique":
                yield Kind((rule.id,), partial(_repeat, rule, contract), contract.name)
                continue
            further = _also_found(contract, column, rule)
            if all(f.rule in contracts.rule for f in further):
                rules = (rule.id, *(f.rule for f in further))
                yield Kind(rules, partial(_spoil, rule, contract, further), contract.name)


def _also_found(contract: Contract, column: Column, rule: Rule) -> tuple[Planted, ...]:
    """What the same cell sets off elsewhere (rows and cells are those of the mistake)."""
    if column.name == "kode_produk" and rule.constraint == "length" and contract.name in ("produksi", "penjualan"):
        return (Planted("UMKM-K201" if contract.name == "produksi" else "UMKM-K301", column="kode_produk"),)
    if column.name == "omzet_rp" and rule.constraint == "range":
        return (Planted("UMKM-K309", column="premi_rp"), Planted("UMKM-K310", column="pnbp_rp"))
    return ()


def _spoil(
    rule: Rule, contract: Contract, further: tuple[Planted, ...], draft: Draft, chance: Random
) -> list[Planted] | None:
    column = contract.by_name[rule.fields[0]]
    index = draft.pick(contract.name, chance, _worthwhile(contract.name))
    if index is None or draft.dropped.get(contract.name) == column.name:
        return None
    row = draft.report[contract.name][index]
    row[column.name] = _wrong(rule, column, row)
    _settle(contract.name, column.name, rule, row)
    found = [Planted(rule.id, "cell", contract.name, column.name, index)]
    return found + [Planted(f.rule, "cell", contract.name, f.column, index) for f in further]


def _worthwhile(dataset: str) -> Callable[[Row], bool]:
    """Sales that are large enough for their parts to be told apart."""
    if dataset != "penjualan":
        return lambda _: True
    return lambda row: Decimal(str(row["omzet_rp"])) >= _WORTHWHILE_RP


def _wrong(rule: Rule, column: Column, row: Row) -> object:
    match rule.constraint:
        case "type":
            return _UNREADABLE[column.kind]
        case "codes":
            return _UNKNOWN_CODE
        case "length":
            return (
                f"{row.get(column.name) or 'teks'} {'panjang ' * 60}"[: (column.max_length or 0) + 5]
                .strip()
                .ljust((column.max_length or 0) + 1, "x")
            )
        case "range":
            is_main_count = column.name in _COUNTS and row[column.name] != 0
            if is_main_count or column.name in ("hari_kerja", "harga_satuan_rp"):
                return Decimal(column.maximum or 0) + 9 if column.kind == "decimal" else int(column.maximum or 0) + 9
            return Decimal(-1000) if column.unit == "rupiah" else Decimal(-1) if column.kind == "decimal" else -1
        case _:
            return None


def _settle(dataset: str, column: str, rule: Rule, row: Row) -> None:
    """Let the rest of the row agree with the mistake, so that only the mistake is found."""
    if rule.constraint != "range":
        return
    if column in _PARTS:
        other = "modal_rp" if column != "modal_rp" else "pnbp_rp"
        parts = [Decimal(str(row[name])) for name in _PARTS if name != other]
        row[other] = Decimal(str(row["omzet_rp"])) - sum(parts)
    if column in _COUNTS:
        people = max(0, sum(int(str(row[name])) for name in _COUNTS))
        row["penerima_premi_orang"] = min(int(str(row["penerima_premi_orang"])), people)
    if dataset == "kegiatan" and column == "peserta_wbp_orang":
        row["peserta_petugas_orang"] = 5


def _repeat(rule: Rule, contract: Contract, draft: Draft, chance: Random) -> list[Planted] | None:
    index = draft.pick(contract.name, chance)
    if index is None:
        return None
    copy = draft.append(contract.name, draft.report[contract.name][index])
    return [Planted(rule.id, "cell", contract.name, rule.fields[0], copy)]
