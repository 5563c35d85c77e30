"""The rows below known headings: data, or why not."""

from __future__ import annotations

from collections.abc import Iterable

from sources.blocks import Block, Layout
from sources.grid_rows import filled_at, is_figure, kind_at
from sources.reading import Grid
from sources.row_words import is_note, is_sentence, is_signature, is_total


class KnownRows:
    """Goes down the rows of one table and sorts them into its block, or into the layout's reasons.

    A row is taken for data rather than left out: what is wrong with it becomes a finding, while a row left out is lost.
    """

    def __init__(self, grid: Grid, block: Block, layout: Layout) -> None:
        self._grid = grid
        self._block = block
        self._layout = layout
        self._mapped = {c for c, f in zip(block.columns, block.fields, strict=True) if f is not None}
        self._inside: dict[tuple[int, ...], int] = {}
        self._full: dict[str, tuple[int, int]] = {}
        self._has_gap = False
        self._is_signed = False

    def read(self, rows: Iterable[int], repeated: set[int]) -> None:
        """Sort the rows; ``repeated`` are headings printed again."""
        waiting: list[int] = []
        kinds = self._grid.kinds
        for i in rows:
            if kinds and not waiting and self._is_full(i) and i not in repeated:
                self._block.data.append(i)
                self._has_gap = self._is_signed = False
                continue
            cells = filled_at(self._grid, i)
            if not cells:
                self._has_gap = True
                waiting.append(i)
            elif i in repeated:
                self._block.excluded[i] = "repeat"
            else:
                why = self._reason(i, cells)
                if why == "data":
                    self._block.data.append(i)
                    if waiting:
                        self._block.excluded.update(dict.fromkeys(waiting, "blank"))
                        waiting = []
                    self._has_gap = self._is_signed = False
                elif why == "total":
                    self._block.excluded[i] = why
                elif why is not None:
                    self._is_signed = self._is_signed or why == "signature"
                    self._layout.reasons[i] = why

    def _is_full(self, i: int) -> bool:
        """Whether a row is filled like one that was data for its many cells, and opens with no word of sums."""
        opening = self._full.get(self._grid.kinds[i])
        if opening is None:
            return False
        row = self._grid.rows[i]
        return not (is_total(row[opening[0]]) or is_total(row[opening[1]]))

    def _reason(self, i: int, cells: tuple[int, ...]) -> str | None:
        """``data``, or why a row is none; None: nobody can say."""
        row = self._grid.rows[i]
        inside = self._inside.get(cells)
        if inside is None:
            inside = self._inside[cells] = len(self._mapped.intersection(cells))
        opens_total = is_total(row[cells[0]]) or (len(cells) > 1 and is_total(row[cells[1]]))
        if not opens_total and inside > 3 and inside * 2 > len(self._mapped):
            if self._grid.kinds:
                self._full[self._grid.kinds[i]] = cells[0], cells[1]
            return "data"
        texts = [row[j] for j in cells if not is_figure(self._grid, i, j)]
        if 0 < len(texts) <= 2 and any(is_total(t) for t in texts) and not is_sentence(texts[0]):
            return "total"
        if self._is_signed and (inside < 3 or len(texts) == len(cells)):
            return "signature"
        is_talk = len(texts) == len(cells) <= 3 and all(kind_at(self._grid, i, j) == "t" for j in cells)
        if is_talk and (said := self._of_words(texts)) is not None:
            return said
        return "data" if inside >= 2 or (inside and not self._has_gap) else None

    def _of_words(self, texts: list[str]) -> str | None:
        """Signatures and notes: up to three texts and nothing else."""
        signs = sum(is_signature(t) for t in texts)
        if signs and (self._has_gap or signs == len(texts)):
            return "signature"
        if len(texts) == 1 and (is_note(texts[0]) or (is_sentence(texts[0]) and self._has_gap)):
            return "note"
        return None
