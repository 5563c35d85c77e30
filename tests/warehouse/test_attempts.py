"""Which files are attempts and which repeat one."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.ledger_made import NOW
from warehouse.ledger import Attempt, number_attempts, number_unidentified


def history(contents: str) -> list[Attempt]:
    return [Attempt(f"S{n}", NOW + timedelta(minutes=n), content) for n, content in enumerate(contents)]


attempts = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), max_size=9).map(
    lambda drawn: [Attempt(f"S{n}", NOW + timedelta(minutes=minute), sha) for n, (minute, sha) in enumerate(drawn)]
)


def test_a_b_a_is_three_attempts_and_a_a_is_one():
    assert [(n.number, n.duplicate_of) for n in number_attempts(history("aba"))] == [(1, None), (2, None), (3, None)]
    assert [(n.number, n.duplicate_of) for n in number_attempts(history("aaba"))] == [
        (1, None), (None, "S0"), (2, None), (3, None),
    ]  # fmt: skip


def test_files_of_the_same_moment_are_told_apart_by_content_then_id():
    same = [Attempt("S2", NOW, "b"), Attempt("S9", NOW, "a"), Attempt("S1", NOW, "b")]
    assert [n.id for n in number_attempts(same)] == ["S9", "S1", "S2"]


@given(attempts, st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_the_order_in_which_files_reach_us(made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    assert number_attempts(shuffled) == number_attempts(made)
    assert number_unidentified(shuffled) == number_unidentified(made)


@given(attempts)
def test_every_file_is_an_attempt_or_repeats_the_one_right_before_it(made):
    content = {a.id: a.sha256 for a in made}
    numbered = number_attempts(made)
    real = [n for n in numbered if n.duplicate_of is None]
    assert sorted(n.id for n in numbered) == sorted(content)
    assert [n.number for n in real] == list(range(1, len(real) + 1))
    neighbours = list(pairwise(real))
    assert all(content[one.id] != content[other.id] for one, other in neighbours)
    repeats = [n for n in numbered if n.duplicate_of is not None]
    assert all(n.number is None and content[n.id] == content[n.duplicate_of or ""] for n in repeats)


@given(attempts)
def test_of_files_that_nobody_can_place_the_first_of_each_content_counts(made):
    originals = [n.id for n in number_unidentified(made) if n.duplicate_of is None]
    content = {a.id: a.sha256 for a in made}
    assert sorted(content[i] for i in originals) == sorted({a.sha256 for a in made})
