"""Real sheets kept beside the checkout (never in it): what a person reads in them. Skipped where they are not there."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from sources.delimited import read_delimited
from sources.inspection import inspect_reading
from sources.layout import find_tables
from sources.reader import Reader

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")

RIGHT = 20
"""Of the 20 development files."""
HEADER, FIRST_ROW = 98, 80
"""Of the 100 labelled government sheets."""


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_development_files(reader: Reader) -> None:
    score_file = scorer().score_file
    wanted = defaultdict(list)
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        wanted[record["file"]].append(record)
    wrong = {}
    for name, truths in wanted.items():
        right, _, remarks = score_file(inspect_reading(reader.read_file(CORPUS / "dev" / name))["tables"], truths)
        if not right:
            wrong[name] = remarks
    assert len(wanted) - len(wrong) >= RIGHT, wrong


def test_government_sheets() -> None:
    header = first_row = 0
    with (CORPUS / "tables" / "index.tsv").open(encoding="utf-8") as stream:
        labels = list(csv.DictReader(stream, delimiter="\t"))
    for label in labels:
        grid = read_delimited((CORPUS / "tables" / label["file"]).read_bytes()).grid
        blocks = find_tables(grid).blocks
        if blocks:
            found = blocks[0].header
            header += found is not None and int(label["header_first_row"]) <= found[1] + 1 <= int(
                label["header_last_row"]
            )
            first_row += blocks[0].data[0] + 1 == int(label["first_data_row"])
    assert (header >= HEADER, first_row >= FIRST_ROW) == (True, True), (header, first_row)
