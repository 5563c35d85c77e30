"""To which findings a line of "Perbaikan" with a reason belongs: to those that it was made of, to no other."""

from __future__ import annotations

import pytest

from checks.feedback.notice import lines_of
from flows.answering import Asked
from flows.office_reasons import MOST_CELLS, Key, Question, answers_by_question
from sources.contract_loader import load_contracts
from sources.given_reasons import GivenReason


def asked(cell: str | None, message: str, *, rule: str = "UMKM-K301", sheet: str | None = "Panen") -> Question:
    about = Asked(f"{rule} {sheet} {cell}", "v", rule, "panen", "KONFIRMASI", "open")
    return Question(about, sheet, cell, "hasil", frozenset({" ".join(message.split())}))


FOLDED = [asked(f"F{n}", f"Nilai {n} tidak wajar.") for n in range(2, 20)]
ALIKE = [asked(f"G{n}", "Tidak wajar.", rule="UMKM-K302") for n in range(2, 20)]
OTHERS = [
    asked("F3", "Kosong.", rule="UMKM-K303"),
    asked(None, "Lembar\n aneh.", rule="UMKM-K304"),
    asked("F3", "Nilai 3 tidak wajar.", sheet="Lain"),
]
QUESTIONS = [*FOLDED, *ALIKE, *OTHERS]


def answered(*reasons: GivenReason) -> set[Key]:
    return set(answers_by_question(reasons, QUESTIONS))


def keys(questions: list[Question]) -> set[Key]:
    return {q.key for q in questions}


@pytest.mark.parametrize(
    ("sheet", "cells", "message", "expected"),
    [
        ("Panen", "F2:F19", "Nilai 2 tidak wajar. (dan sejenis)", FOLDED),
        ("Panen", "F2:F9, F12", "Nilai 2 tidak wajar. (dan sejenis)", [*FOLDED[:8], FOLDED[10]]),
        ("Panen", "F2 … (seluruhnya 18 sel, semua diwarnai)", "Nilai 2 tidak wajar. (dan sejenis)", FOLDED),
        ("Panen (tersembunyi: klik kanan)", "F3", "Nilai 3 tidak wajar.", FOLDED[1:2]),
        ("Panen", "G2:G19", "Tidak wajar.", ALIKE),
        ("Panen", "seluruh lembar", "Lembar aneh.", OTHERS[1:2]),
        ("Lain", "F3", "Nilai 3 tidak wajar.", OTHERS[2:]),
        ("Panen", "F4", "Nilai 3 tidak wajar.", []),
        ("Panen", "A1:XFD1048576", "Nilai 2 tidak wajar. (dan sejenis)", []),
        ("Panen", "F2:F19", " (dan sejenis)", []),
        ("Panen", "", "Kosong.", []),
    ],
)
def test_a_line_belongs_to_what_it_was_made_of(sheet, cells, message, expected):
    assert answered(GivenReason(sheet, cells, message, "Benar")) == keys(expected)


def test_every_line_that_we_write_finds_its_findings_again():
    said = {"value": "1", "expected": None, "column": "Hasil", "fix": None, "field": "hasil", "severity": "KONFIRMASI"}
    rows = [
        said | {"rule": q.asked.rule, "sheet": q.sheet, "cell": q.cell, "message": next(iter(q.messages))}
        for q in QUESTIONS
    ]
    lines = lines_of(rows, load_contracts())
    assert len(lines) == 2 + len(OTHERS)
    reasons = [GivenReason(one.sheet, one.cells or "–", " ".join(one.message.split()), one.message) for one in lines]
    found = answers_by_question(reasons, QUESTIONS)
    assert found.keys() == keys(QUESTIONS)
    assert [found[q.key] for q in OTHERS] == ["Kosong.", "Lembar aneh.", "Nilai 3 tidak wajar."]


def test_many_wide_areas_take_no_more_than_so_many_cells():
    wide = ", ".join("A1:A90000" for _ in range(900))
    assert answered(*(GivenReason("Panen", wide, f"Nilai {n} tidak wajar.", "x") for n in range(1000))) == set()
    assert MOST_CELLS == 100_000
