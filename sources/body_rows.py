"""The rows from the first figure to the end: data, groups, totals, headings again; below them notes and signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.boundary import Profile
from sources.header_block import is_units_row
from sources.row_words import (
    is_closing_total,
    is_note,
    is_numbering,
    is_part,
    is_sentence,
    is_shouted_total,
    is_signature,
    is_statistic,
    is_total,
    opens_with_total,
)
from sources.shape import Shape
from sources.sums_aside import SumsAside

_SUSPECT = re.compile(r"total|jumlah|jml|ttl|rata|rerata|average|mean|sum", re.IGNORECASE)
_NUMBERS = re.compile(r"^(?:no|nomor|nmr|nr|no\W*urut|nomor urut)\W*$", re.IGNORECASE)
_INSIDE = frozenset({"repeat", "units", "index", "total", "unfilled"})
"""What stands between data without ending them."""


class BodyRows:
    """Sorts the rows of one table.

    Args:
        shape: the grid's letters.
        profile: what its columns usually hold.
        heading: the texts of its last row of headings, to know it again.

    Attributes:
        data: the rows of data.
        excluded: rows among or right below them that are none, and why.
        after: notes and signatures below.
        remarks: what arithmetic decided.
    """

    def __init__(self, shape: Shape, profile: Profile, heading: Sequence[str]) -> None:
        self._shape = shape
        self._profile = profile
        self._heading = tuple(heading)
        self._columns = profile.columns
        filled = [j for j in self._columns if profile.fill(j) > 0]
        self._figures = [j for j in filled if profile.figure_share(j) >= 0.6]
        self._usual_figures = sum(profile.fill(j) for j in self._figures)
        self._usual_texts = sum(profile.fill(j) for j in filled if profile.figure_share(j) < 0.6)
        stub = [
            r[self._columns.start]
            for r in map(shape.grid.rows.__getitem__, profile.rows)
            if len(r) > self._columns.start
        ]
        self._usually_total = 3 * sum(map(opens_with_total, stub)) > len(stub)
        self._plain_fill = max(4.0, 0.9 * sum(profile.fill(j) for j in filled))
        self._counts = bool(heading) and _NUMBERS.match(heading[0]) is not None and len(heading) > 2
        self.data: list[int] = []
        self.excluded: dict[int, str] = {}
        self.after: dict[int, str] = {}
        self.remarks: list[str] = []

    def sort(self, rows: Sequence[int]) -> None:
        """Sort rows (blank ones may be among them)."""
        waiting: dict[int, str] = {}
        has_gap = was_total = False
        for i in rows:
            if self.data and not waiting and not was_total and self._is_plainly_data(i):
                self.data.append(i)
                continue
            row = self._shape.grid.rows[i]
            cells = [j for j in self._columns if j < len(row) and row[j]]
            why = self._why(i, cells)
            if "signature" in waiting.values() and why != "data":
                why = "signature"
            if why == "data" and was_total and self._continues_label(cells):
                why = "total"
            elif why == "data" and has_gap and self._profile.odds(i) < 0:
                why = "doubtful"
            was_total = why == "total" or (was_total and not cells)
            if why == "data":
                self._accept(waiting)
                self.data.append(i)
                has_gap = False
            elif why in _INSIDE:
                self.excluded |= waiting | {i: why}
                waiting.clear()
            else:
                waiting[i] = why
                has_gap = has_gap or (why == "blank" and bool(self.data))
        self.after = {i: "signature" if why == "signature" else "note" for i, why in waiting.items() if why != "blank"}
        self._set_sums_aside()

    def _is_plainly_data(self, i: int) -> bool:
        """As full as the usual row and opening with no word of totals or headings: what needs no closer look."""
        if self._shape.count(i, self._columns) < self._plain_fill:
            return False
        row = self._shape.grid.rows[i]
        lead = [row[j] for j in self._columns[:3] if j < len(row)]
        return not any(t.strip() in self._heading or _SUSPECT.search(t) for t in lead)

    def _accept(self, waiting: dict[int, str]) -> None:
        """Data go on below these rows: none of them was the end, and those in doubt were data."""
        self.data += [i for i, why in waiting.items() if why == "doubtful"]
        self.excluded |= {i: why for i, why in waiting.items() if why != "doubtful"}
        waiting.clear()

    def _continues_label(self, cells: list[int]) -> bool:
        """A row without a label, where labels stand for several rows."""
        stub = self._columns.start
        return stub not in cells and self._profile.fill(stub) < 0.7

    def _why(self, i: int, cells: list[int]) -> str:
        if not cells:
            return "blank"
        codes = [self._shape.codes(i)[j] for j in cells]
        texts = [self._shape.grid.rows[i][j] for j in cells]
        said = self._of_heading(texts, codes)
        if said is not None:
            return said
        if self._is_total(texts, codes):
            return "total"
        opens = self._counts and cells[0] == self._columns.start
        if opens and len(cells) == 1 and texts[0].rstrip(".").isdigit():
            return "unfilled"
        if opens and len(cells) == 2 and len(texts[0]) < 6 and codes[0] in "tx":
            # A letter or Roman number before the name of a group.
            texts, cells, codes = texts[1:], cells[1:], codes[1:]
        return self._of_words(texts, codes) or self._of_fill(texts, cells, codes)

    def _of_heading(self, texts: list[str], codes: list[str]) -> str | None:
        """What belongs to the headings: numbers of columns, units, the headings again."""
        if self._heading and not self.data and is_numbering(texts):
            return "index"
        if not self.data and is_units_row(texts, codes):
            return "units"
        return "repeat" if len(texts) > 1 and tuple(t.strip() for t in texts) == self._heading else None

    def _is_total(self, texts: list[str], codes: list[str]) -> bool:
        """By its label: in a row with fewer texts than usual, and with something else."""
        said = [t for t, c in zip(texts, codes, strict=True) if c in "tl"]
        leads = not self.data
        # Where a label stands for several rows (figures, then rates), its first row holds a text more.
        usual = 2 if leads and self._profile.fill(self._columns.start) < 0.7 else max(1, self._usual_texts - 0.5)
        if not said or len(said) == len(texts) or len(said) > usual:
            return False
        if (
            is_total(said[0])
            or is_statistic(said[0])
            or (leads and (is_shouted_total(said[0]) or self._goes_on_summing(said[0])))
        ):
            return True
        return len(said) == 1 and is_closing_total(said[0])

    def _goes_on_summing(self, label: str) -> bool:
        """Below a first row of sums: a part of it (``of which``, ``di antaranya``), or one more *Total …*."""
        if "total" not in self.excluded.values():
            return False
        return is_part(label) or (opens_with_total(label) and not self._usually_total)

    def _of_words(self, texts: list[str], codes: list[str]) -> str | None:
        """Signatures and notes by their words: rows with a few texts and nothing else."""
        if len(texts) > 3 or not set(codes) <= {"t", "l"}:
            return None
        if any(is_signature(t) for t in texts) and len(texts) * 2 <= len(self._columns):
            return "signature"
        if len(texts) == 1 and (is_note(texts[0]) or codes[0] == "l"):
            return "note"
        return None

    def _of_fill(self, texts: list[str], cells: list[int], codes: list[str]) -> str:
        """A row with nothing but a text in its first columns heads a group or says something."""
        if len(self._columns) == 1 or any(c in "npyxd" for c in codes):
            return "data"
        has_figures = self._usual_figures >= 0.7
        if len(cells) == 1 and (has_figures or self._usual_texts >= 2):
            return "note" if is_sentence(texts[0]) and not has_figures else "group"
        if has_figures and not any(j in self._figures for j in cells):
            return "group"
        return "data"

    def _set_sums_aside(self) -> None:
        """Sums that no label gave away."""
        aside = SumsAside(self._shape, self._columns, self._figures, self.data)
        found = aside.find(usually_total=self._usually_total)
        for i, why in sorted(found.items()):
            self.excluded[i] = "total"
            self.remarks.append(f"Baris {self._shape.grid.first_row + i} dibaca sebagai jumlah: {why}.")
        if found:
            self.data = [i for i in self.data if i not in found]
