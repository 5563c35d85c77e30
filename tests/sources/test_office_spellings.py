"""Names of offices as people write them: the right office or a question, over all 612, never a wrong one."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from flows.simulate.office_spellings import abridged, misspelt, place_of, spelling
from sources.office_names import parse_name
from sources.offices import Offices

OFFICES = Offices.load()
FORMS = {
    "whole": spelling,
    "abridged": abridged,
    "one slip": lambda office, chance: misspelt(spelling(office, chance), chance),
    "two slips": lambda office, chance: misspelt(spelling(office, chance), chance, slips=2),
    "abridged, one slip": lambda office, chance: misspelt(abridged(office, chance), chance),
}
LEAST = {"whole": 1.0, "abridged": 0.6, "one slip": 0.75, "two slips": 0.55, "abridged, one slip": 0.3}
"""Shares that find their office, a little below what is measured; the others are questions."""


def resolved(form, rounds, seed):
    """How many variants end how, and the texts that found another office than the one that was meant."""
    chance, wrong = Random(seed), []
    ends: Counter[str] = Counter()
    for office in OFFICES:
        for _ in range(rounds):
            text = FORMS[form](office, chance)
            found = OFFICES.resolve(text)
            ends["right" if found.kode_upt == office.kode_upt else "wrong" if found.kode_upt else "question"] += 1
            if found.kode_upt not in (None, office.kode_upt):
                wrong.append((text, found))
    return ends, wrong


def is_rightly_written(text, code):
    """Whether a text is, letter for letter, a right name of an office: nobody could tell that another was meant."""
    office, said = OFFICES.by_code[code], parse_name(text)
    place = parse_name(f"{office.jenis} {place_of(office)}").place
    parts = ((said.jenis, office.jenis), (said.kelas, office.kelas), (said.kekhususan, office.kekhususan))
    return place in said.place and all(a in (None, b) for a, b in parts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("rounds", "seed"), [(4, 1), pytest.param(40, 2, marks=pytest.mark.full)])
def test_no_spelling_finds_a_wrong_office(form, rounds, seed):
    ends, wrong = resolved(form, rounds, seed)
    assert ends.total() == 612 * rounds
    assert [
        (text, found) for text, found in wrong if found.is_mended or not is_rightly_written(text, found.kode_upt)
    ] == []
    assert ends["wrong"] <= 0.001 * ends.total()
    assert ends["right"] >= LEAST[form] * ends.total()


def test_what_does_not_decide_offers_the_office_among_three():
    chance = Random(3)
    asked = offered = 0
    for office in OFFICES.all[::9]:
        text = misspelt(spelling(office, chance), chance, slips=2)
        if OFFICES.resolve(text).kode_upt is None:
            asked += 1
            offered += office.kode_upt in OFFICES.nearest(text)
    assert asked > 10
    assert offered >= 0.75 * asked


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kotabarru", None),
        ("Rumah Tahanan Negaca Kelas IIB", None),
        ("Lapas Kelas II Lahat", None),
        ("Rupbasan Kelas II Lahat", None),
        ("Lapas dan Rutan Lahat", None),
        ("Lapas Kelas IIA Lahat Kanwil Jawa Barat", None),
        ("Lapas Kelas IIA Lahat, Sumatera Selatan", "LP2A-LAHAT"),
        ("LAHAT, LP KLS. 2 A", "LP2A-LAHAT"),
        ("Rutan Kelas IIB Kab. Bangli", "RT2B-BANGLI"),
        ("Lapas Wanita Klas IIA Malang", "LPP2A-MALANG"),
        ("Kementerian Imigrasi dan Pemasyarakatan RI Lapas Kelas I Malang", "LP1-MALANG"),
    ],
)
def test_words_around_a_name_decide_or_forbid(text, code):
    assert OFFICES.resolve(text).kode_upt == code
