"""Rows that are put aside are told wherever a submission is: in the report, in the lists, on the screen."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import insert

from tests.console.test_commands import run as command
from tests.warehouse.report_made import made_home
from tests.warehouse.test_run_report import read, report
from warehouse.ledger import list_submissions
from warehouse.ledger.schema import faulty_row


def test_rows_put_aside_are_told_everywhere(tmp_path: Path, capsys):
    home, ledger, ids = made_home(tmp_path / "home")
    places = [(ids[0], 7, True), (ids[0], 8, True), (ids[0], 9, False), (ids[1], 6, False)]
    with ledger.begin() as tx:
        rows = [
            {"submission_id": i, "dataset": "panen", "sheet": "Panen", "row": row, "is_aside": is_aside}
            for i, row, is_aside in places
        ]
        tx.execute(insert(faulty_row), rows)
    with ledger.read() as tx:
        assert {s.id: dict(s.rows_aside) for s in list_submissions(tx) if s.rows_aside} == {ids[0]: {"panen": 2}}
    folder = report(home, ledger).index.parent
    assert "Terbit tanpa sebagian barisnya 1" in read(folder / "index.html").text
    assert "2 baris disisihkan" in read(folder / "index.html").text
    pages = [read(folder / f"kiriman/{i}.html").text for i in ids[:2]]
    assert ["2 baris disisihkan, belum dihitung" in page for page in pages] == [True, False]

    _, out, _ = command(capsys, "--home", str(home.root), "submissions", "--json")
    assert {s["id"]: s["rows_aside"] for s in json.loads(out) if s["rows_aside"]} == {ids[0]: {"panen": 2}}
    _, out, _ = command(capsys, "--home", str(home.root), "submissions", "--state", "published")
    assert "2 baris" in out
    _, out, _ = command(capsys, "--home", str(home.root), "show", ids[0], "--json")
    assert json.loads(out)["rows_aside"] == {"panen": 2}
    _, out, _ = command(capsys, "--home", str(home.root), "show", ids[0])
    assert "2 baris panen" in out
