"""What an office writes into "Alasan (diisi UPT)" comes back as its answer, and waits for somebody to approve."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from flows.deciding import Action, Wish, decide
from flows.feedback import feedback
from flows.settings import Settings
from sources.contract_loader import load_contracts
from sources.given_reasons import LONGEST_REASON, REASON_HEADING
from tests.practice import NOW, take_in
from warehouse.ledger import Ledger, State, Submission, list_submissions
from warehouse.ledger.decisions import Decision, all_decisions
from warehouse.ledger.states import ForbiddenTransitionError

ALONE, CHANGED, ANSWERED, HOSTILE, STRANGER = (f"LP2A-{o}" for o in ("LAHAT", "SERANG", "CILEGON", "CURUP", "BENGKULU"))
CSV = (
    "kode_produk;nama_produk;kanal;volume;satuan;omzet_rp;pnbp_rp;premi_rp;modal_rp\r\n"
    "GLA-01;Gula;koperasi;2;kg;50.000;1.000;2.000;3.000\r\n"
    "GLA-02;Gula Aren;koperasi;2;kg;70.000;1.000;2.000;3.000\r\n"
)
NIK = "1604011505900001"


@dataclass(frozen=True)
class Seen:
    """What stands in the ledger after a run: an office's attempts in the order of receipt, and its decisions."""

    submissions: list[Submission]
    decisions: list[Decision]

    def of(self, office: str) -> tuple[list[Submission], list[Decision]]:
        found = sorted((s for s in self.submissions if s.office == office), key=lambda s: s.received_at)
        return found, [d for d in self.decisions if d.kode_upt == office]


class Desk:
    """Offices' folder, and the home that reads it."""

    def __init__(self, root: Path) -> None:
        self.home, self.place = root / "home", root / "kiriman"
        self.place.mkdir()

    def put(self, office: str) -> None:
        """A report with two questions."""
        path = self.place / f"{office}_2026-10_penjualan.csv"
        path.write_text(CSV, encoding="utf-8")
        _came(path, hours=9)

    def answer(self, one: Submission, said: Mapping[str, str], hours: int, *, names: str = "", **cells: str) -> None:
        """What the office got back, with reasons (cell → text) and other values, sent again."""
        path = self.place / f"{one.office} kembali {hours}.xlsx"
        made = feedback(Settings(home=self.home), load_contracts(), one.id, path)
        for beside in (made.page, made.letter):
            beside.unlink()
        book = openpyxl.load_workbook(path)
        sheet = book["Perbaikan"]
        column, lines = reason_cells(sheet)
        for cell, text in said.items():
            sheet.cell(lines[cell], column).value = text
        for cell, value in cells.items():
            book.worksheets[1][cell].value = value
        number = next(cell for row in sheet for cell in row if cell.value == one.id)
        number.value = names or one.id
        book.save(path)
        _came(path, hours=hours)

    def decide(self, one: Submission, action: Action, actor: str) -> State:
        wish = Wish(one.id, action, reason="Lelang", actor=actor, every=action is Action.CONFIRM)
        return decide(Settings(home=self.home), wish, now=NOW).state

    def take_in(self) -> Seen:
        take_in(self.home, self.place)
        with Ledger.look(self.home / "ledger.sqlite").read() as tx:
            return Seen(list_submissions(tx), all_decisions(tx))


def _came(path: Path, *, hours: int) -> None:
    os.utime(path, ((NOW - timedelta(hours=hours)).timestamp(),) * 2)


def reason_cells(sheet: Worksheet) -> tuple[int, dict[object, int]]:
    """The column for reasons, and the row of each line by the cell that it names."""
    head = next(row for row in sheet if any(cell.value == REASON_HEADING for cell in row))
    at = {str(cell.value): cell.column or 0 for cell in head}
    rows = range((head[0].row or 0) + 1, sheet.max_row + 1)
    return at[REASON_HEADING], {sheet.cell(n, at["Sel"]).value: n for n in rows}


@dataclass(frozen=True)
class Story:
    """Five offices are asked, and answer in their own ways."""

    desk: Desk
    asked: Seen
    answered: Seen


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    desk = Desk(tmp_path_factory.mktemp("story"))
    for office in (ALONE, CHANGED, ANSWERED, HOSTILE, STRANGER):
        desk.put(office)
    asked = desk.take_in()
    first = {str(s.office): s for s in asked.submissions}
    both = {"F2": "Sisanya dipotong\n lelang", "F3": "Sama"}
    desk.answer(first[ALONE], both, 5)
    desk.answer(first[CHANGED], both, 5, F3="75.000")
    desk.answer(first[ANSWERED], both, 5)
    strange = f"\u202etanya {NIK[:4]} {NIK[4:]} " + "x" * 10_000
    desk.answer(first[HOSTILE], {"F2": strange, "F3": '=HYPERLINK("http://contoh.invalid";"x")'}, 5)
    desk.answer(first[STRANGER], both, 5, names=first[ALONE].id)
    desk.decide(first[ANSWERED], Action.CONFIRM, "Siti")
    assert desk.decide(first[ANSWERED], Action.APPROVE, "Budi") is State.PUBLISHED
    return Story(desk, asked, desk.take_in())


def test_reasons_alone_answer_and_somebody_else_approves(story: Story) -> None:
    (first,), said = story.asked.of(ALONE)
    assert (first.state, first.findings, said) == (State.NEEDS_CONFIRMATION, {"KONFIRMASI": 2}, [])
    (old, new), said = story.answered.of(ALONE)
    assert (new.predecessor, new.state, old.state) == (old.id, State.IN_REVIEW, State.IN_REVIEW)
    assert all((d.submission_id, d.kind, d.actor) == (new.id, "confirm", f"UPT {ALONE}") for d in said)
    assert sorted(d.reason for d in said) == ["Sama", "Sisanya dipotong lelang"]
    with pytest.raises(ForbiddenTransitionError, match="somebody else"):
        story.desk.decide(new, Action.APPROVE, f"upt  {ALONE.lower()}")
    assert story.desk.decide(new, Action.APPROVE, "Budi") is State.PUBLISHED


def test_a_reason_is_about_the_value_that_was_asked_about(story: Story) -> None:
    (old, new), said = story.answered.of(CHANGED)
    assert (old.state, new.state) == (State.NEEDS_CONFIRMATION, State.NEEDS_CONFIRMATION)
    assert [d.reason for d in said] == ["Sisanya dipotong lelang"]


def test_what_was_answered_before_keeps_its_answer_and_its_approval(story: Story) -> None:
    (old, new), said = story.answered.of(ANSWERED)
    assert (old.state, new.predecessor, new.state) == (State.PUBLISHED, old.id, State.IN_REVIEW)
    assert {d.actor for d in said} == {"Siti", "Budi"}


def test_what_a_stranger_writes_is_short_plain_text(story: Story) -> None:
    (_, new), (decision,) = story.answered.of(HOSTILE)
    assert new.state is State.NEEDS_CONFIRMATION, "a formula says nothing"
    assert decision.reason.startswith("tanya •••• •••••••••••• xxx")
    assert len(decision.reason) == LONGEST_REASON
    with Ledger.look(story.desk.home / "ledger.sqlite").read() as tx:
        dump = "\n".join(tx.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert NIK[4:] not in dump


def test_the_number_of_another_offices_report_answers_nothing(story: Story) -> None:
    found, said = story.answered.of(STRANGER)
    assert [(s.state, s.predecessor) for s in found] == [(State.NEEDS_CONFIRMATION, None)] * 2
    assert said == []
