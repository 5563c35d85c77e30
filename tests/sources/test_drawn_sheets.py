"""Sheets as offices make them, drawn in ``drawn/*.txt``, read as a person reads them."""

from __future__ import annotations

import pytest

from sources.inspection import inspect_reading
from sources.reader import Reader
from tests.sources.drawn_sheets import Drawn, differences, drawn_sheets

SHEETS = list(drawn_sheets())


def test_there_are_enough() -> None:
    assert len(SHEETS) >= 60
    assert len({s.name for s in SHEETS}) == len(SHEETS)


@pytest.mark.parametrize("drawn", [pytest.param(s, id=s.name) for s in SHEETS])
def test_reads_as_a_person(reader: Reader, drawn: Drawn) -> None:
    seen = inspect_reading(reader.read_bytes(drawn.data(), drawn.file))
    assert differences(drawn, seen["tables"]) == []
    cells = seen["cells"]
    assert cells["nonempty"] == cells["mapped"] + sum(cells["ignored"].values()) + cells["unexplained"]
