"""The command line as scripts and people meet it: help, exit codes, JSON and nothing else on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.main import get_command

from console.cli.app import app, hoist, main
from tests.practice import Nation

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of a command line."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_commands_of_this_issue_are_there():
    wanted = "check demo dictionary doctor ingest inspect publish query read releases rules show simulate submissions"
    assert {*wanted.split(), "template", "status", "except"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(capsys, command: str):
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert f"Example: lumbung {command}" in " ".join(out.split()).replace("--home ./latihan ", "")


def test_global_options_may_follow_the_command():
    assert hoist(["query", "x", "--home", "h", "--quiet"]) == ["--home", "h", "--quiet", "query", "x"]
    assert hoist(["read", "--", "--home"]) == ["read", "--", "--home"]


def test_without_an_instance_the_ledger_s_commands_say_how_to_make_one(capsys, tmp_path: Path):
    code, out, err = run(capsys, "--home", str(tmp_path / "none"), "submissions")
    assert (code, out) == (2, "")
    assert "lumbung demo" in err


@pytest.mark.parametrize("words", [("check", "nofile.xlsx"), ("inspect", "nofile.xlsx"), ("ingest", "nofolder")])
def test_what_is_not_there_is_named(capsys, tmp_path: Path, words):
    code, _, err = run(capsys, "--home", str(tmp_path), *words)
    assert code == 2
    assert words[1] in err


def test_submissions_and_show_as_json(capsys, nation: Nation):
    code, out, _ = run(capsys, "--home", str(nation.home), "submissions", "--json", "--state", "closed")
    found = [s for s in json.loads(out) if s["verdict"] == "returned"]
    assert code == 0
    assert found
    assert {s["state"] for s in found} == {"CLOSED"}
    assert {"id", "file", "office", "period", "state", "attempt", "received_at", "parts", "findings"} <= set(found[0])
    code, out, _ = run(capsys, "--home", str(nation.home), "show", found[0]["id"], "--json")
    shown = json.loads(out)
    assert [e["to"] for e in shown["events"]] == ["RECEIVED", "PARSED", "VALIDATED", "RETURNED", "CLOSED"]
    assert any(f["severity"] == "PERBAIKI" for f in shown["findings_list"])
    assert {r["outcome"] for r in shown["rule_runs"]} <= {"passed", "failed", "skipped"}


def test_query_answers_exactly_and_cannot_write(capsys, nation: Nation):
    sql = "select sum(omzet_rp) as omzet_rp from core.penjualan"
    code, out, _ = run(capsys, "--home", str(nation.home), "query", sql, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["columns"][0]["name"] == "omzet_rp"
    wanted = nation.truth["totals"]["penjualan"]["2026-10"]["omzet_rp"]
    assert float(answer["rows"][0][0]) == float(wanted)
    code, _, err = run(capsys, "--home", str(nation.home), "query", "drop table core.upt")
    assert code == 2
    assert "SELECT" in err


def test_check_tells_findings_with_cells(capsys, nation: Nation):
    planted = next(e for e in nation.truth["errors"] if e["cell"] and e["file"].endswith(".xlsx"))
    code, out, _ = run(capsys, "check", "--fast", "--json", str(nation.files / planted["file"]))
    found = json.loads(out)
    assert code in {0, 1}
    assert (planted["rule"], planted["cell"]) in {(f["rule"], f["cell"]) for f in found["findings"]}
    assert {"office", "period", "verdict", "datasets", "rule_runs", "cells"} <= set(found)


def test_template_inspect_and_read_go_together(capsys, tmp_path: Path):
    book = tmp_path / "lahat.xlsx"
    code, _, _ = run(capsys, "template", "--office", "LP2A-LAHAT", "--period", "Oktober 2026", str(book))
    assert code == 0
    code, out, _ = run(capsys, "inspect", "--json", str(book))
    seen = json.loads(out)
    assert code == 0
    assert seen["cells"]["unexplained"] == 0


def test_rules_and_dictionary_list_everything(capsys, nation: Nation):
    _, out, _ = run(capsys, "--home", str(nation.home), "rules", "--json")
    rules = json.loads(out)
    assert len({r["id"] for r in rules}) == len(rules) > 150
    assert sum(r["fired"] for r in rules) > 0
    _, out, _ = run(capsys, "dictionary", "--json")
    columns = {(e["table"], e["column"]) for e in json.loads(out)}
    assert ("core.penjualan", "omzet_rp") in columns
    assert ("mart.panen_raya", "hasil_kg") in columns
