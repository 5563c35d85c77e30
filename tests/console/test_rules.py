"""``rules`` and ``shadow`` as people and scripts meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.console.test_commands import run
from tests.warehouse.ledger_made import NOW, findings, received, rule_runs
from warehouse.ledger import Ledger, identify, record_judgement
from warehouse.ledger.shadows import ShadowVerdict, record_shadows

DIFFERENCE = {"change": "new", "rule": "UMKM-K501", "severity": "PERBAIKI", "dataset": "panen", "sheet": "Panen"}


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A home whose one submission is published, has a reason for one of two findings, and is doubted by new rules."""
    ledger = Ledger.open(tmp_path / "ledger.sqlite")
    (one,) = received(ledger, "a.xlsx")
    rows = findings((one, "UMKM-K501", "KONFIRMASI"), (one, "UMKM-K501", "KONFIRMASI"))
    with ledger.begin() as tx:
        identify(tx, {one: ("LP2A-LAHAT", "2026-10")})
        record_judgement(tx, [one], findings=rows, rule_runs=rule_runs((one, "UMKM-K501", "failed")))
        tx.exec_driver_sql("update finding set status = 'confirmed' where row = 2")
        tx.exec_driver_sql("update submission set state = 'PUBLISHED'")
        told = [DIFFERENCE | {"cell": "F7"}]
        record_shadows(tx, [one], [ShadowVerdict(one, "accepted", "returned", ("UMKM-K501",), told, "R2", NOW)])
    return str(tmp_path)


def test_how_well_a_rule_does_is_told_and_fits_the_screen(capsys, home: str):
    code, out, _ = run(capsys, "--home", home, "rules", "--dataset", "panen", "--tier", "k")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    (line,) = (line for line in out.splitlines() if "UMKM-K501" in line)
    assert line.split()[-4:] == ["1", "0", "50", "%"]
    assert "UMKM-V501" not in out
    assert "UMKM-K301" not in out


def test_a_script_reads_the_same(capsys, home: str):
    _, out, _ = run(capsys, "--home", home, "rules", "--json", "--dataset", "panen")
    found = {r["id"]: r for r in json.loads(out)}
    wanted = {"fired": 2, "confirmed": 1, "waived": 0, "mended": 0, "submissions": 1, "false_alarm_rate": 0.5}
    assert {k: found["UMKM-K501"][k] for k in wanted} == wanted
    assert found["UMKM-K502"]["false_alarm_rate"] is None
    keys = {"id", "dataset", "tier", "severity", "maturity", "kind", "fields", "message", "fix", "fired", "confirmed"}
    assert keys <= set(found["UMKM-K502"])


@pytest.mark.parametrize("words", [("--tier", "X"), ("--maturity", "tua"), ("--dataset", "alat"), ("--suite", "alat")])
def test_what_is_not_there_is_said_with_what_is(capsys, home: str, words: tuple[str, str]):
    code, out, err = run(capsys, "--home", home, "rules", *words)
    assert (code, out) == (2, "")
    assert "choose from" in err


def test_published_reports_that_new_rules_doubt_are_listed_and_shown(capsys, home: str):
    _, out, _ = run(capsys, "--home", home, "shadow")
    assert max(map(len, out.splitlines())) <= 100
    assert all(word in out for word in ("LP2A-LAHAT", "diterima", "dikembalikan", "UMKM-K501"))
    _, out, _ = run(capsys, "--home", home, "shadow", "--json")
    (listed,) = json.loads(out)
    assert (listed["office"], listed["was"], listed["verdict"]) == ("LP2A-LAHAT", "accepted", "returned")
    _, out, _ = run(capsys, "--home", home, "show", listed["id"])
    assert "Yang terbit tidak berubah" in out
    assert "F7" in out
    _, out, _ = run(capsys, "--home", home, "show", listed["id"], "--json")
    assert json.loads(out)["shadow"]["because"] == ["UMKM-K501"]
