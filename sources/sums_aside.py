"""Rows among the data that are sums of others or stand for the whole, found by arithmetic and by names together."""

from __future__ import annotations

from collections.abc import Sequence

from sources.row_words import opens_with_total
from sources.shape import Shape
from sources.subtotals import group_sums
from sources.sum_rows import SUM_PROOF, Sums
from sources.whole_rows import is_country, is_whole

_LABELLED_PROOF = 1.0
"""Digits of agreement that suffice where the label says *jumlah* too."""
_SAMPLE = 200


class SumsAside:
    """Looks through the rows of data of one table.

    Args:
        shape: the grid's letters.
        columns: the table's columns.
        figures: those that hold figures.
        data: its rows of data so far.
    """

    def __init__(self, shape: Shape, columns: range, figures: Sequence[int], data: Sequence[int]) -> None:
        self._shape = shape
        self._columns = columns
        self._data = list(data)
        self._sums = Sums(shape.grid, figures, data)
        self._has_figures = bool(figures)

    def find(self, *, usually_total: bool) -> dict[int, str]:
        """Rows that are no data, and the words that say why; ``usually_total``: *jumlah* opens many labels here."""
        if not self._has_figures or len(self._data) < 3:
            return {}
        found = self._first_and_last()
        found |= dict.fromkeys(self._wholes(found), "menurut namanya ia mencakup baris lain")
        rest = [i for i in self._data if i not in found]
        if not usually_total:
            found |= dict.fromkeys(self._labelled(rest), "labelnya jumlah, dan angkanya jumlah baris di atasnya")
        rest = [i for i in self._data if i not in found]
        groups = group_sums(rest, self._sums.growing)
        return found | dict.fromkeys(groups, "angkanya jumlah kelompok barisnya")

    def _first_and_last(self) -> dict[int, str]:
        """The first rows or the last whose figures are the sums of the others, whatever they are called."""
        data, why = self._data, "angkanya sama dengan jumlah baris lain"
        proof = _LABELLED_PROOF if self._is_bare(data[-1]) else SUM_PROOF
        is_sum = len(data) > 2 + (proof == SUM_PROOF) and self._sums.agreement(data[-1], data[:-1]) >= proof
        found = {data[-1]: why} if is_sum else {}
        for position in range(min(3, len(data) - 3)):
            if not self._sums.is_sum_of_next(data[position], data[position + 1 :]):
                break
            found[data[position]] = why
        return found

    def _is_bare(self, i: int) -> bool:
        """Whether a row has no text, where nearly all others have one."""
        others = [r for r in self._data[-_SAMPLE:] if r != i]
        return not self._label(i) and all(map(self._label, others))

    def _wholes(self, found: dict[int, str]) -> list[int]:
        rest = [i for i in self._data if i not in found]
        wholes = []
        for i in {rest[0], rest[-1]} if len(rest) > 3 else ():
            others = [r for r in rest if r != i]
            label = self._label(i)
            labels = [t for r in others[:_SAMPLE] if (t := self._label(r))]
            if is_whole(label, labels) or (is_country(label) and self._sums.nears_sum(i, others)):
                wholes.append(i)
        return wholes

    def _labelled(self, rest: Sequence[int]) -> list[int]:
        """Rows whose label opens with *jumlah* or *total* and whose figures are the sums of rows right above them."""
        found: list[int] = []
        start = 0
        for position, i in enumerate(rest):
            if not self._may_open_with_total(i) or not opens_with_total(self._label(i)):
                continue
            above = rest[start:position]
            if any(digits >= _LABELLED_PROOF for digits in self._sums.growing(i, above[:-_SAMPLE:-1])):
                found.append(i)
                start = position + 1
        return found

    def _may_open_with_total(self, i: int) -> bool:
        """A quick look at the first texts of a row, before :meth:`_label`."""
        lead = self._shape.grid.rows[i][self._columns.start : self._columns.start + 4]
        return any("otal" in text or "umlah" in text or "OTAL" in text or "UMLAH" in text for text in lead)

    def _label(self, i: int) -> str:
        """The first text of a row."""
        row, codes = self._shape.grid.rows[i], self._shape.codes(i)
        texts = (row[j].strip() for j in self._columns if j < len(row) and codes[j] in "tlx")
        return next((text for text in texts if any(map(str.isalpha, text))), "")
