"""Counts of people below five: not to be read, and not to be worked out, whatever an outsider knows beside them."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog  # type: ignore[import-untyped]

from warehouse.suppression import FEWEST, hide

NATION = ""
OF_WORKERS = ("rincian", "bersertifikat_orang")
"""Measures whose parts add up to the people at work; the others follow the same rule."""

Parts = dict[tuple[str, str, str], int]
"""(region, measure, part) → people."""


def _hidden(parts: Parts) -> set[tuple[str, str]]:
    """What is hidden of one month, with the nation added up."""
    with duckdb.connect() as con:
        con.execute("create temp table _bagian (periode text, wilayah text, ukuran text, bagian text, nilai bigint)")
        con.executemany("insert into _bagian values ('2026-10', ?, ?, ?, ?)", [[*k, v] for k, v in parts.items()])
        hide(con)
        return set(con.execute("select wilayah, ukuran from _samar").fetchall())


def _nation(regions: Parts) -> Parts:
    total: Parts = dict(regions)
    for (_, measure, part), people in regions.items():
        total[NATION, measure, part] = total.get((NATION, measure, part), 0) + people
    return total


def _trained(**regions: int) -> Parts:
    return _nation({(region, "peserta_pelatihan_orang", "peserta"): people for region, people in regions.items()})


def _regions(hidden: Iterable[tuple[str, str]], measure: str) -> list[str]:
    return sorted(region for region, name in hidden if name == measure)


@pytest.mark.parametrize(
    ("regions", "hidden"),
    [
        ({"Aceh": 5, "Bali": 30, "Jambi": 0}, []),  # five and none may be read
        ({"Aceh": 4, "Bali": 30, "Jambi": 9}, ["Aceh", "Jambi"]),  # 43 - 30 - 9 = 4: the smallest other goes too
        ({"Aceh": 2, "Bali": 2, "Jambi": 9}, ["Aceh", "Bali", "Jambi"]),  # 13 - 9 = 4 people are left in two regions
        ({"Aceh": 3, "Bali": 2, "Jambi": 9}, ["Aceh", "Bali"]),  # 14 - 9 = 5 in two regions
        ({"Aceh": 1, "Bali": 0, "Jambi": 0}, ["", "Aceh"]),  # the nation is one person
    ],
)
def test_a_count_below_five_goes_with_what_would_give_it_back(regions, hidden):
    assert _regions(_hidden(_trained(**regions)), "peserta_pelatihan_orang") == hidden


def _workers(region: str, men: int, women: int, children: int, certified: int, unknown: int = 0) -> Parts:
    people = men + women + children
    return {
        (region, "wbp_bekerja_orang", "pekerja"): people,
        (region, "rincian", "laki-laki"): men,
        (region, "rincian", "perempuan"): women,
        (region, "rincian", "anak"): children,
        (region, "bersertifikat_orang", "ya"): certified,
        (region, "bersertifikat_orang", "tidak"): people - certified - unknown,
        (region, "bersertifikat_orang", "tidak diisi"): unknown,
    }


def test_few_children_hide_the_split_and_not_the_sum():
    parts = _workers("Aceh", 90, 10, 3, 50) | _workers("Bali", 70, 9, 0, 40) | _workers("Jambi", 80, 8, 12, 30)
    assert _hidden(_nation(parts)) == {("Aceh", "rincian"), ("Jambi", "rincian")}


def test_those_without_are_people_too():
    parts = _workers("Aceh", 50, 0, 0, 47) | _workers("Bali", 60, 0, 0, 30) | _workers("Jambi", 90, 0, 0, 40)
    assert _hidden(_nation(parts)) == {("Aceh", "bersertifikat_orang"), ("Bali", "bersertifikat_orang")}


def test_a_hidden_sum_takes_all_its_parts_along():
    parts = _workers("Aceh", 3, 0, 0, 0) | _workers("Bali", 60, 0, 0, 60) | _workers("Jambi", 90, 0, 0, 40)
    measures = ("wbp_bekerja_orang", "rincian", "bersertifikat_orang")
    both = {(region, measure) for region in ("Aceh", "Bali") for measure in measures}
    assert _hidden(_nation(parts)) == both | {("Jambi", "bersertifikat_orang")}  # 50 without, beside the 3 of Aceh


def _most(parts: Parts, hidden: set[tuple[str, str]], wanted: tuple[str, str, str]) -> float:
    """The largest number of people that an outsider cannot rule out for one part, by linear programming."""
    cells = sorted(parts)
    place = {cell: number for number, cell in enumerate(cells)}
    rows, sums = [], []

    def add(positive: list[tuple[str, str, str]], negative: list[tuple[str, str, str]], value: int = 0) -> None:
        row = np.zeros(len(cells))
        for cells_, sign in ((positive, 1), (negative, -1)):
            for cell in cells_:
                row[place[cell]] = sign
        rows.append(row)
        sums.append(value)

    for cell, people in parts.items():
        if cell[:2] not in hidden:
            add([cell], [], people)
    for region in {c[0] for c in cells}:
        for measure in OF_WORKERS:
            add([c for c in cells if c[:2] == (region, measure)], [(region, "wbp_bekerja_orang", "pekerja")])
    for _, measure, part in {(NATION, *c[1:]) for c in cells}:
        add([c for c in cells if c[0] and c[1:] == (measure, part)], [(NATION, measure, part)])
    target = np.zeros(len(cells))
    target[place[wanted]] = -1
    found = linprog(target, A_eq=np.array(rows), b_eq=np.array(sums), bounds=(0, 10_000))
    assert found.success
    return float(-found.fun)


_FEW = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 40])
_REGION = st.tuples(_FEW, _FEW, _FEW, st.integers(0, 100), st.integers(0, 100))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_REGION, min_size=1, max_size=5))
def test_whoever_adds_and_subtracts_cannot_tell_that_it_was_fewer_than_five(regions):
    parts: Parts = {}
    for number, (men, women, children, certified, unknown) in enumerate(regions):
        people = men + women + children
        unfilled = people * unknown // 300
        parts |= _workers(f"W{number}", men, women, children, (people - unfilled) * certified // 100, unfilled)
    parts = _nation(parts)
    hidden = _hidden(parts)
    few = [cell for cell, people in parts.items() if 0 < people < FEWEST]
    assert {cell[:2] for cell in few} <= hidden
    assert [cell for cell in few if _most(parts, hidden, cell) < FEWEST] == []
