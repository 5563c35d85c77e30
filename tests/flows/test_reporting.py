"""Reports at the end of a run, of a day and again: what becomes of faults."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from console.cli.app import app
from flows.reporting import report_again, report_of_day, report_of_run
from flows.settings import Settings
from sources.errors import UsageError
from tests.warehouse.ledger_made import NOW
from tests.warehouse.report_made import RUN, known, made_home


@pytest.fixture
def run(tmp_path):
    home, ledger, _ = made_home(tmp_path / "home")
    given = known()
    return SimpleNamespace(
        id=RUN, home=home, ledger=ledger, contracts=given.contracts, offices=given.offices,
        settings=Settings(home=home.root),
    )  # fmt: skip


def test_a_run_gets_its_report(run):
    reported = report_of_run(run)
    assert reported.problem is None
    assert reported.index == run.home.reports / RUN / "index.html"


def test_a_report_that_cannot_be_made_is_a_warning_that_quotes_nothing(run, monkeypatch):
    def broken(*args, **more):
        raise ValueError("cell B6 says Budi Santoso")

    monkeypatch.setattr("warehouse.run_report.make.make_report", broken)
    reported = report_of_run(run)
    assert reported.index is None
    assert f"lumbung report {RUN}" in str(reported.problem)
    assert "Budi" not in str(reported.problem)


def test_a_full_disk_is_said_in_the_warning(run, monkeypatch):
    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.run_report.shelf.Shelf.put", full)
    assert "the disk is full" in str(report_of_run(run).problem)


def test_a_report_is_made_again_from_the_ledger_alone(run):
    settings = Settings(home=run.home.root)
    assert report_again(settings, RUN[:8]).exists()
    assert report_of_day(settings, NOW) == run.home.reports / f"harian/{NOW.date()}/index.html"
    with pytest.raises(UsageError, match="no run 2027"):
        report_again(settings, "2027")


def test_without_an_instance_nothing_is_made(tmp_path):
    with pytest.raises(UsageError, match="no instance"):
        report_of_day(Settings(home=tmp_path / "none"), NOW)
    assert not (tmp_path / "none").exists()


def test_the_command_prints_where_the_report_is(run):
    home = str(run.home.root)
    said = CliRunner().invoke(app, ["--home", home, "report"])
    assert (said.exit_code, said.stdout.strip()) == (0, str(run.home.reports / RUN / "index.html"))
    said = CliRunner().invoke(app, ["--home", home, "report", "--day", date(2026, 11, 5).isoformat(), "--json"])
    assert "harian/2026-11-05/index.html" in said.stdout
