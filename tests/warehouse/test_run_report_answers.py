"""What the report says of answers, waivers, and the attempt before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from checks.finding import FINDINGS, RULE_RUNS
from sources.home import Home
from tests.warehouse.ledger_made import NOW, delivery
from tests.warehouse.report_made import RUN, finding, known
from tests.warehouse.test_run_report import Page, read, report
from warehouse.ledger import (
    Ledger,
    Part,
    Stamp,
    State,
    begin_run,
    identify,
    record_deliveries,
    record_judgement,
    record_parts,
    renumber,
    transition,
)
from warehouse.ledger.answers import answer_findings
from warehouse.ledger.attempts import Numbered
from warehouse.ledger.decisions import Decision, DecisionKind, record_decisions

OFFICE, MONTH = "LP2A-LAHAT", "2026-10"
RULE = "UMKM-K504"
ASKED, MENDED, KEPT, NEW = "f-asked", "f-mended", "f-kept", "f-new"


def found(submission: str, finding_id: str, severity: str, value: str) -> dict[str, object]:
    where = {"dataset": "panen", "sheet": "Panen", "row": 6, "cell": "F6", "column": "Hasil", "field": "hasil"}
    more = {"finding_id": finding_id, "value_hash": value, "value": "7"}
    return finding(submission, RULE, severity, **where, **more)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> tuple[Page, Page, Path]:
    """The index, the page of a second attempt, and their folder: confirmed on the first, a waiver asked and given."""
    home = Home(tmp_path_factory.mktemp("answers") / "home").prepare()
    ledger = Ledger.open(home.ledger)
    stamp = Stamp(NOW, ruleset="r1", run_id=RUN)
    first, second = (replace(delivery(f"f{n}"), path=f"{n}.xlsx") for n in (1, 2))
    ids = [first.id, second.id]
    rows = [
        found(first.id, ASKED, "KONFIRMASI", "v1"), found(first.id, MENDED, "PERBAIKI", "v2"),
        found(first.id, KEPT, "PERBAIKI", "v3"),
        found(second.id, ASKED, "KONFIRMASI", "v1"), found(second.id, KEPT, "PERBAIKI", "v3"),
        found(second.id, NEW, "KONFIRMASI", "v9"),
    ]  # fmt: skip
    runs = [dict(zip(RULE_RUNS.names, (i, RULE, 40, 38, 2, "failed", None), strict=True)) for i in ids]
    yes = Decision(first.id, DecisionKind.CONFIRM, "panen raya", "Sari", NOW, OFFICE, MONTH, ASKED, "v1", RULE)
    ask = replace(yes, kind=DecisionKind.WAIVE_REQUEST, reason="alat rusak", finding_id=KEPT, value_hash="v3",
                  expires_on=date(2026, 12, 31))  # fmt: skip
    grant = replace(ask, kind=DecisionKind.WAIVE_APPROVE, reason="setuju", actor="Tono")
    over = replace(grant, finding_id="f-other", value_hash="v0", expires_on=date(2020, 1, 31), rule="UMKM-K502")
    waits = replace(ask, finding_id="f-waits", value_hash="v0", rule="UMKM-K503", actor="Wati")
    with ledger.begin() as tx:
        begin_run(tx, RUN, at=NOW, command="ingest")
        record_deliveries(tx, [first, second], stamp)
        identify(tx, dict.fromkeys(ids, (OFFICE, MONTH)))
        renumber(tx, [Numbered(first.id, 1, None), Numbered(second.id, 2, None)])
        for state in (State.PARSED, State.VALIDATED):
            transition(tx, ids, state, stamp)
        record_parts(tx, ids, [Part(first.id, "panen", OFFICE, MONTH, 40), Part(second.id, "panen", OFFICE, MONTH, 38)])
        record_judgement(tx, ids, findings=pa.Table.from_pylist(rows, schema=FINDINGS),
                         rule_runs=pa.Table.from_pylist(runs, schema=RULE_RUNS))  # fmt: skip
        record_decisions(tx, [yes, ask, grant, over, waits])
        answer_findings(tx, ids, today=NOW.date() + timedelta(days=1))
        transition(tx, [first.id], State.RETURNED, stamp)
        transition(tx, [second.id], State.NEEDS_CONFIRMATION, stamp)
    folder = report(home, ledger).index.parent
    return read(folder / "index.html"), read(folder / f"kiriman/{second.id}.html"), folder


def test_an_answer_given_to_the_attempt_before_stands_with_its_author(pages):
    said = pages[1].text
    assert "Alasan: panen raya Sari" in said
    assert "diberikan pada kiriman" in said
    assert "Pengecualian disetujui sampai 31 Desember 2026: setuju Tono" in said


def test_an_open_question_says_how_to_answer_it(pages):
    said = pages[1].text
    assert said.count("Menunggu jawaban.") == 1
    assert f"confirm --finding {NEW} --reason" in said
    reasons = next(rule.reasons for rule in known().contracts.rules if rule.id == RULE)
    assert reasons
    assert f"Alasan yang lazim: {'; '.join(reasons)}." in said


def test_an_attempt_is_held_against_the_one_before(pages):
    said = pages[1].text
    assert "Dibandingkan dengan kiriman ke-1" in said
    assert "1 temuan sudah beres · 2 tetap sama · 0 diubah tetapi belum benar · 1 baru" in said
    assert "4038" in said.replace(" ", "")


def test_the_first_attempt_is_held_against_nothing(pages):
    first = [read(p).text for p in (pages[2] / "kiriman").glob("*.html") if "Dibandingkan dengan" not in p.read_text()]
    assert len(first) == 1


def test_waivers_that_hold_or_wait_are_listed_and_those_that_are_over_are_not(pages):
    said = pages[0].text
    section = said[said.index("Temuan yang dibiarkan lewat") : said.index("Siapa yang terlambat")]
    assert section.index("UMKM-K503") < section.index(RULE)
    assert "Watimenunggu31 Desember 2026" in section
    assert "SariTono31 Desember 2026" in section
    assert "UMKM-K502" not in section


def test_of_each_rule_it_says_what_became_of_its_findings(pages):
    said = pages[0].text
    section = said[said.index("Mutu aturan Dari seluruh temuan") : said.index("Temuan yang dibiarkan lewat")]
    assert f"{RULE} " in section
    # Four findings, one of them in both attempts with the same value: confirmed, waived, mended, open.
    assert section.rstrip().removesuffix("Pengecualian").rstrip().endswith("411125%"), section
