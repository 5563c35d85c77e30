"""Tier M, tried: rows of the warehouse's tables, and the months and regions that a rule must name among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.checks.rules.bench import Case, case
from tests.checks.rules.past import months

Tables = dict[str, Any]
DAY = date(2026, 1, 15)


def _owed(done: int, of: int, state: str = "TERLAMBAT", period: str = "2026-10") -> Tables:
    rows = [{"periode": period, "kanwil": "Utara", "kode_upt": str(n), "dataset": "produk"} for n in range(of)]
    return {"core.kewajiban": [r | {"keadaan": "TERPENUHI" if n < done else state} for n, r in enumerate(rows)]}


def _reported(now: int, before: int = 20, count: int = 6, **more: Any) -> Tables:
    counts = [*((p, before) for p in months(count)), ("2026-10", now)]
    return {"core.publikasi_berlaku": [{"periode": p, "kode_upt": str(n)} for p, k in counts for n in range(k)], **more}


def _sold(now: int | None, before: int | None = 1000, count: int = 6, office: str = "A") -> Tables:
    sums = [*((p, before) for p in months(count)), ("2026-10", now)]
    rows = [{"periode": p, "kode_upt": office, "omzet_rp": rp} for p, rp in sums]
    offices = [
        {"periode": p, "kode_upt": o, "kanwil": k} for p, _ in sums for o, k in (("A", "Utara"), ("B", "Selatan"))
    ]
    return {"core.penjualan": rows, "core.upt_bulanan": offices}


def _shares(largest: int | None, others: int = 19) -> Tables:
    rows: list[dict[str, Any]] = [{"periode": "2026-10", "kode_upt": "A", "omzet_rp": largest}]
    rows += [{"periode": "2026-10", "kode_upt": f"B{n}", "omzet_rp": 57000 / others} for n in range(others)]
    return {"core.penjualan": rows}


def _people(now: int | None, before: int = 1000, count: int = 6) -> Tables:
    counts = [*((p, before) for p in months(count)), ("2026-10", now)]
    return {"core.tenaga_kerja": [{"periode": p, "laki_laki_orang": n, "kode_upt": "A"} for p, n in counts]}


def _joint(amount: float | None, *, reported: str = "2026-01", **more: Any) -> Tables:
    harvest = {
        "panen_tanggal": DAY,
        "periode": "2026-01",
        "panen_raya": True,
        "sektor": "perikanan",
        "hasil_kg": amount,
    }
    declared = {"panen_tanggal": DAY, "kelompok": "Perikanan", "sektor": ["perikanan"], "hasil_kg": 1000}
    in_force = {"periode": reported, "dataset": "panen", "kode_upt": "A"}
    harvest |= {"hasil_kg": amount} | more
    return {"core.panen": harvest, "core.panen_resmi": declared, "core.publikasi_berlaku": in_force}


def _declared(fish: float, whole: float | None = 1000) -> Tables:
    rows = [("Peternakan", 400.0), ("Perikanan", fish), ("Seluruhnya", whole)]
    return {"core.panen_resmi": [{"panen_tanggal": DAY, "kelompok": k, "hasil_kg": kg} for k, kg in rows]}


def _summed(in_mart: float | None, in_rows: float | None = 1000, **more: Any) -> Tables:
    rows = {"periode": "2026-01", "panen_raya": True, "hasil_kg": in_rows} | more
    return {"core.panen": rows, "mart.panen_raya": {"periode": "2026-01", "hasil_kg": in_mart}}


def _around(rule: str, offender: str, low: Tables, at: Tables, high: Tables, *, over: bool) -> Iterator[Case]:
    """Under, equal to and over a limit; ``over`` says which side of it offends."""
    yield case(rule, "under", *(() if over else (offender,)), **low)
    yield case(rule, "equal", **at)
    yield case(rule, "over", *((offender,) if over else ()), **high)


_NOW, _JAN = "2026-10 Nasional", "2026-01 Nasional"
_IN_TIME: Tables = {"core.kewajiban": {"periode": "2026-10", "keadaan": "JATUH_TEMPO"}}

CASES = [
    *_around("M001", "2026-10 Utara", _owed(7, 10), _owed(8, 10), _owed(9, 10), over=False),
    case("M001", "null: nothing is owed", **_owed(0, 0)),
    case("M001", "unrelated: those excused", **_owed(1, 10, "DIKECUALIKAN")),
    case("M001", "not yet late", **_owed(1, 10, "JATUH_TEMPO")),
    *_around("M002", _NOW, _reported(17), _reported(18), _reported(19), over=False),
    case("M002", "null: nobody", **_reported(0)),
    case("M002", "unrelated: five months say nothing", **_reported(1, count=5)),
    case("M002", "not yet late", **_reported(1), **_IN_TIME),
    *_around("M301", _NOW, _sold(1499), _sold(1500), _sold(1501), over=True),
    case("M301", "under two thirds", _NOW, **_sold(666)),
    case("M301", "null: turnover unknown", **_sold(None)),
    case("M301", "unrelated: months of long ago", **{"core.penjualan": [
        *_sold(9999)["core.penjualan"][-1:], *({"periode": p, "omzet_rp": 1} for p in months(9, "2025-09"))]}),
    *_around("M302", "2026-10 A", _shares(18999), _shares(19000), _shares(19100), over=True),
    case("M302", "null: turnover unknown", **_shares(None)),
    case("M302", "unrelated: few offices", **_shares(99999, 18)),
    *_around("M303", "2026-10 Utara", _sold(1999), _sold(2000), _sold(2001), over=True),
    case("M303", "under half", "2026-10 Utara", **_sold(499)),
    case("M303", "null: turnover unknown", **_sold(None)),
    case("M303", "unrelated: another region", **{**_sold(1000), "core.penjualan": [
        *_sold(1000)["core.penjualan"], {"periode": "2026-10", "kode_upt": "B", "omzet_rp": 9999}]}),
    *_around("M401", _NOW, _people(1249), _people(1250), _people(1251), over=True),
    case("M401", "under four fifths", _NOW, **_people(799)),
    case("M401", "null: nobody counted", _NOW, **_people(None)),
    case("M401", "unrelated: five months say nothing", **_people(9999, count=5)),
    *_around("M501", _JAN, _joint(1009), _joint(1010), _joint(1010.5), over=True),
    case("M501", "one per cent less, and more", _JAN, **_joint(989.5)),
    case("M501", "null: no mass", _JAN, **_joint(None)),
    case("M501", "unrelated: another day, another sector, no joint harvest", _JAN, **{**_joint(1), "core.panen": [
        _joint(1000)["core.panen"] | other
        for other in ({"panen_tanggal": date(2026, 1, 16)}, {"sektor": "x"}, {"panen_raya": False})]}),
    case("M501", "nobody has reported that month", **_joint(1, reported="2025-12")),
    *_around("M502", _JAN, _declared(600), _declared(601), _declared(601.5), over=True),
    case("M502", "null: no whole", **_declared(1, None)),
    case("M502", "unrelated: what the offices report", **{**_declared(600), **_summed(1)}),
    *_around("M503", _JAN, _summed(1000), _summed(1000.5), _summed(1000.6), over=True),
    case("M503", "null: no mass", **_summed(None, None)),
    case("M503", "unrelated: an ordinary harvest", **{**_summed(1000), "core.panen": [
        _summed(0)["core.panen"], _summed(0)["core.panen"] | {"panen_raya": False}]}),
]  # fmt: skip
