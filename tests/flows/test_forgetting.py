"""A file that should never have come: its content is nowhere any more, and everything else goes on."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from console.cli.app import main
from flows import forgetting
from flows.forgetting import forget
from flows.pipeline import run_pipeline
from flows.settings import Settings
from flows.stages import PlainStages
from flows.summary import Summary
from sources.archive import Archive
from sources.errors import UsageError
from sources.home import Home
from sources.places import place_for
from sources.zip_files import unpack
from tests.journeys.test_order import Here, done, open_here
from tests.practice import NOW
from warehouse.doctor_ledger import archive_bytes
from warehouse.ledger import Ledger, State, Submission, list_submissions, record_of

SECRET = "-81234567"
HEADER = "Kode Produk;Nama Produk;Kategori;Produk Unggulan;Satuan;Harga Satuan (Rp)\n"
RETURNED = (HEADER + f"GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;{SECRET}\n").encode()
NAME = "LP2A-LAHAT_2026-10_produk.csv"
SAID = {"reason": "nomor telepon di kolom harga", "actor": "Sari"}


class World:
    """A home, and an inbox."""

    def __init__(self, root: Path) -> None:
        self.settings = Settings(home=root / "home", min_free_mb=0)
        self.home, self.inbox = self.settings.home, root / "kiriman"
        self.inbox.mkdir(parents=True)
        self.runs = 0

    def take_in(self, ruleset: str = "r", period: str | None = None) -> Summary:
        self.runs += 1
        now = NOW + timedelta(hours=self.runs)
        with open_here(self.settings, self.runs, now) as run, PlainStages(1) as stages:
            place = place_for(str(self.inbox), now=now)
            object.__setattr__(run, "ruleset", ruleset)
            return run_pipeline(run, [place], stages, lambda _done, _all: None, period=period)

    def submissions(self) -> list[Submission]:
        with Ledger.look(self.home / "ledger.sqlite").read() as tx:
            return list_submissions(tx)

    def has_bytes(self, sha256: str) -> bool:
        return Archive(self.home / "archive").path(sha256).exists()

    def says_secret(self) -> list[Path]:
        """Files of the home that repeat what was to be forgotten; of releases only the current one."""
        old = [p for p in (self.home / "published").iterdir() if p != (self.home / "published/current").resolve()]
        files = [p for p in self.home.rglob("*") if p.is_file() and not any(p.is_relative_to(o) for o in old)]
        return [p for p in files if SECRET.encode() in p.read_bytes()]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A home that took one file in."""
    made = World(tmp_path_factory.mktemp("lupa"))
    (made.inbox / NAME).write_bytes(RETURNED)
    made.take_in()
    return made


@pytest.fixture
def world(once: World, tmp_path: Path) -> World:
    """Its copy; the inbox is empty, and another one."""
    made = World(tmp_path / "salin")
    shutil.copytree(once.home, made.home, symlinks=True)
    made.runs = once.runs
    return made


def test_content_goes_and_the_record_stays(world: World):
    (before,) = world.submissions()
    assert before.state is State.RETURNED
    assert {p.suffix for p in world.says_secret()} >= {".html", ""}, "the test is blind without"
    gone = forget(world.settings, before.id, now=NOW, **SAID)
    assert (gone.removed, gone.waits_for_run, gone.sha256) == (True, False, before.sha256)
    assert {p.relative_to(world.home).parts[0] for p in world.says_secret()} <= {"published"}  # until the next release
    with Ledger.look(world.home / "ledger.sqlite").read() as tx:
        record = record_of(tx, before.id)
    assert record.submission.state is State.RETURNED
    assert [(d.kind, d.reason, d.actor) for d in record.decisions] == [("forget", SAID["reason"], "Sari")]
    assert [e.to_state for e in record.events][-1] is State.RETURNED
    (wrong,) = [f for f in record.findings if f["severity"] == "PERBAIKI"]
    assert (wrong["cell"], wrong["value"], wrong["column"]) == ("F2", None, None)
    assert archive_bytes(Home(world.home), NOW).ok


def test_the_same_bytes_are_refused_with_the_reason_and_not_kept(world: World):
    (one,) = world.submissions()
    forget(world.settings, one.id, now=NOW, **SAID)
    for name in (NAME, "lagi.csv"):
        (world.inbox / name).write_bytes(RETURNED)
    summary = world.take_in()
    assert (summary.new, world.has_bytes(one.sha256)) == (0, False)
    assert {p.path for p in summary.passed_over} == {NAME, "lagi.csv"}
    assert all(p.needs_attention and SAID["reason"] in p.why and "Sari" in p.why for p in summary.passed_over)
    assert world.says_secret() == []


@pytest.mark.parametrize("again", [{"ruleset": "other"}, pytest.param({"period": "2026-10"}, marks=pytest.mark.full)])
def test_nothing_judges_it_again(world: World, again):
    (one,) = world.submissions()
    forget(world.settings, one.id, now=NOW, **SAID)
    assert not any(world.take_in(**again).endings.values())
    assert world.submissions()[0].state is State.RETURNED


@pytest.mark.full
def test_what_failed_is_forgotten_too_and_not_tried_again(world: World):
    (one,) = world.submissions()
    with Ledger.open(world.home / "ledger.sqlite").begin() as tx:
        tx.exec_driver_sql("update submission set state = 'FAILED'")
    forget(world.settings, one.id, now=NOW, **SAID)
    world.take_in()
    assert world.submissions()[0].state is State.FAILED


@pytest.mark.full
def test_bytes_stay_while_another_submission_needs_them(world: World):
    (world.inbox / "salinan.csv").write_bytes(RETURNED)
    world.take_in()
    one, other = sorted(world.submissions(), key=lambda s: s.file)
    gone = forget(world.settings, one.id, now=NOW, **SAID)
    assert (gone.removed, gone.needed_by) == (False, (other.id,))
    assert forget(world.settings, other.id, now=NOW, **SAID).removed
    assert not world.has_bytes(one.sha256)


def test_a_crash_after_the_decision_is_finished_by_the_next_run(world: World, monkeypatch):
    (one,) = world.submissions()

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "finish_forgetting", killed)
        with pytest.raises(KeyboardInterrupt):
            forget(world.settings, one.id, now=NOW, **SAID)
    assert world.has_bytes(one.sha256)
    world.take_in()
    assert world.says_secret() == []


@pytest.mark.full
def test_a_zip_that_brought_it_goes_too_and_is_not_kept_again(tmp_path: Path, monkeypatch):
    world = World(tmp_path)
    monkeypatch.setattr(Here, "unpack", lambda _, *zipped: done(unpack(*zipped)), raising=False)
    with zipfile.ZipFile(world.inbox / "kiriman.zip", "w") as package:
        package.writestr(NAME, RETURNED)
    world.take_in()
    (one,) = world.submissions()
    forget(world.settings, one.id, now=NOW, **SAID)
    assert list((world.home / "archive").glob("??/*")) == []
    assert world.take_in().new == 0
    assert list((world.home / "archive").glob("??/*")) == []


def test_who_and_why_have_to_be_said(world: World, capsys: pytest.CaptureFixture[str]):
    (one,) = world.submissions()
    with pytest.raises(UsageError, match="--reason"):
        forget(world.settings, one.id, reason=" ", actor="Sari", now=NOW)
    assert world.has_bytes(one.sha256)
    words = ["forget", one.id[:9], "--reason", "x", "--by", "Sari", "--json"]
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(world.home), "--quiet", *words])
    assert (ended.value.code or 0) == 0
    assert json.loads(capsys.readouterr().out)["removed"] is True
