"""The flow in Prefect: one run, its artifact, its retries, and nothing on standard error."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows.simulate import simulate
from sources.errors import TerminalError, TransientError

pytestmark = pytest.mark.xdist_group("prefect")


def test_an_ingest_leaves_a_run_and_its_artifact_in_prefect(tmp_path: Path):
    files, home = tmp_path / "kiriman", tmp_path / "lumbung-data"  # the home that nobody names
    simulate(files, period="2026-09", offices=2, error_rate=0.0, fmt="xlsx", rows=40)
    (files / "kosong.xlsx").write_bytes(b"")
    command = [sys.executable, "-m", "console", "ingest", "--json", files.name]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")
    summary = json.loads(said.stdout)
    assert (summary["published"], summary["rejected"], summary["failed"]) == (2, 1, 0)
    assert set(summary["seconds"]) == {"collect", "read", "check", "load", "publish"}
    with sqlite3.connect(home / "prefect/prefect.db") as database:
        (run,) = database.execute("select name, state_type from flow_run").fetchall()
        (page,) = database.execute("select data from artifact where key = 'ingest'").fetchall()
    database.close()
    assert run == (summary["run_id"], "COMPLETED")
    assert "kosong.xlsx" in page[0]
    assert "REJECTED" in page[0]


@pytest.mark.parametrize(
    ("error", "again"), [(TransientError("gone"), True), (TerminalError("no"), False), (KeyError("x"), False)]
)
def test_only_what_may_pass_is_tried_again(error: Exception, again: bool):
    from prefect.states import Failed

    from flows.prefect_stages import is_transient

    assert is_transient(None, None, Failed(data=error)) is again  # type: ignore[arg-type]
