"""What the sheet "Perbaikan" says back: short plain text beside a line, whatever a stranger put there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.feedback.wording import HEADINGS
from sources.feedback_sheet import SUBMISSION_LABEL, TITLE, read_feedback
from sources.given_reasons import LONGEST_REASON, MOST_REASONS, REASON_HEADING, given_reasons, without_persons_numbers
from sources.reading import Grid

HEAD = [*HEADINGS, REASON_HEADING]


def line(cells: str, text: str) -> list[str]:
    return ["1", "Penjualan", cells, "Omzet", "5", "6", "Omzet  tidak\nwajar.", "Periksa.", "KONFIRMASI", text]


def test_a_reason_stands_beside_its_line():
    rows = [[TITLE], [SUBMISSION_LABEL, "", "S" + "0" * 16], [], HEAD, line("F2", " Panen\n raya "), line("F3", "")]
    found = read_feedback(Grid("Perbaikan", rows))
    assert found is not None
    assert found.reasons == (("Penjualan", "F2", "Omzet tidak wajar.", "Panen raya"),)


def test_nothing_is_read_where_the_headings_are_not_ours():
    rows = [line("F2", "Panen raya")]
    assert given_reasons(rows) == ()
    assert given_reasons([[REASON_HEADING, *HEADINGS[:6]], *rows]) == ()
    assert given_reasons([HEAD[1:], line("F2", "Panen raya")[1:]]) == (given_reasons([HEAD, *rows])), "moved columns"


def test_the_first_reason_of_a_line_counts_and_so_many_lines():
    rows = [HEAD, line("F2", "Satu"), line("F2", "Dua"), *(line(f"G{n}", "Tiga") for n in range(5000))]
    found = given_reasons(rows)
    assert (found[0].text, len(found)) == ("Satu", MOST_REASONS)


@pytest.mark.parametrize(
    "text", ["-", "••", "12.000", "…", "\u200b\u200e", '=HYPERLINK("x")', "@ =SUM(A1)", "＝SUM(A1)"]
)
def test_where_no_word_stands_there_is_no_reason(text):
    assert given_reasons([HEAD, line("F2", text)]) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 1604011505900001", "NIK ••••••••••••••••"),
        ("1604 0115 0590 0001 benar", "•••• •••• •••• •••• benar"),
        ("160401.150590.0001", "••••••.••••••.••••"),
        ("hubungi 0812-3456-7890", "hubungi ••••-••••-••••"),
        ("telepon +62 812 3456 789", "telepon +•• ••• •••• •••"),
        ("naik dari 1.250.000 ke 3.400.000", "naik dari 1.250.000 ke 3.400.000"),
        ("panen 08-10-2026 sebanyak 1.200 kg", "panen 08-10-2026 sebanyak 1.200 kg"),
    ],
)
def test_numbers_that_may_be_a_persons_are_hidden(text, shown):
    assert without_persons_numbers(text) == shown


def test_a_number_cannot_be_smuggled_past():
    smuggled = "a 1604\u200b0115\u00ad0590\u20600001 １６０４０１１５０５９００００１ ١٦٠٤٠١١٥٠٥٩٠٠٠٠١"
    (found,) = given_reasons([HEAD, line("F2", smuggled)])
    assert found.text == "a •••••••••••••••• •••••••••••••••• ••••••••••••••••"


texts = st.text(max_size=60) | st.sampled_from([*HEAD, TITLE, "=cmd|' /C calc'!A0", "1604011505900001"])


@given(st.lists(st.lists(texts, max_size=12) | st.just(HEAD), max_size=20))
def test_any_grid_gives_short_plain_lines(rows):
    for reason in given_reasons(rows):
        assert 0 < len(reason.text) <= LONGEST_REASON
        assert reason.text.isprintable()
        assert reason.text == " ".join(reason.text.split())
        assert not re.search(r"\d{13}", reason.text)
        assert reason.text[0] not in "=+-@"
