"""What became of findings, rule by rule: explained, waived, mended, or open."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from tests.warehouse.ledger_made import findings, received, rule_runs
from warehouse.ledger import Ledger, Numbered, Part, identify, record_judgement, record_parts, renumber
from warehouse.ledger.rule_quality import RuleQuality, rule_quality

RULE = "UMKM-K301"


class Office:
    """An office's attempts for one month, and what was found in each: (finding, value, status)."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def sends(self, *attempts: list[tuple[str, str, str]] | None, period: str = "2026-10") -> dict[str, RuleQuality]:
        """A None is an attempt on which the rule did not run."""
        names = [f"{period}-{n}.xlsx" for n in range(len(attempts))]
        ids = [i for name in names for i in received(self._ledger, name)]
        with self._ledger.begin() as tx:
            identify(tx, dict.fromkeys(ids, ("LP2A-LAHAT", period)))
            renumber(tx, [Numbered(i, n, None) for n, i in enumerate(ids, start=1)])
            record_parts(tx, ids, [Part(i, "panen", "LP2A-LAHAT", period, 3, False) for i in ids])
            for one, found in zip(ids, attempts, strict=True):
                ran = "skipped" if found is None else "failed" if found else "passed"
                rows = self._rows(one, found or [])
                record_judgement(tx, [one], findings=rows, rule_runs=rule_runs((one, RULE, ran)))
            return rule_quality(tx)

    @staticmethod
    def _rows(one: str, found: list[tuple[str, str, str]]) -> pa.Table:
        rows = findings(*[(one, RULE, "KONFIRMASI")] * len(found)).to_pylist()
        told: list[dict[str, Any]] = [
            row | {"finding_id": i, "value_hash": value, "status": status}
            for row, (i, value, status) in zip(rows, found, strict=True)
        ]
        return findings().from_pylist(told, schema=findings((one, RULE, "KONFIRMASI")).schema)


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger)


def endings(quality: dict[str, RuleQuality]) -> tuple[int, int, int, int]:
    one = quality[RULE]
    return one.raised, one.confirmed, one.waived, one.mended


def test_a_finding_that_is_gone_in_the_next_attempt_was_mended(office: Office):
    quality = office.sends([("a", "1", "open"), ("b", "1", "open")], [("b", "1", "open")])
    assert endings(quality) == (2, 0, 0, 1)
    assert (quality[RULE].fired, quality[RULE].submissions, quality[RULE].judged) == (3, 2, 2)
    assert (quality[RULE].firing_rate, quality[RULE].false_alarm_rate) == (1.0, 0.0)


def test_the_same_finding_with_another_value_is_another_and_none_was_mended(office: Office):
    assert endings(office.sends([("a", "1", "open")], [("a", "2", "open")])) == (2, 0, 0, 0)


def test_where_the_rule_did_not_run_next_the_attempt_after_it_tells(office: Office):
    assert endings(office.sends([("a", "1", "open")], None)) == (1, 0, 0, 0)
    assert endings(office.sends([("d", "1", "open")], None, [], period="2026-11")) == (2, 0, 0, 1)


def test_reasons_count_once_however_often_the_finding_comes_again(office: Office):
    quality = office.sends(
        [("a", "1", "open"), ("b", "1", "waived"), ("c", "1", "open")], [("a", "1", "confirmed"), ("b", "1", "waived")]
    )
    assert endings(quality) == (3, 1, 1, 1)
    assert quality[RULE].false_alarm_rate == pytest.approx(1 / 3)


def test_explained_and_then_gone_is_explained(office: Office):
    assert endings(office.sends([("a", "1", "confirmed")], [])) == (1, 1, 0, 0)


def test_mended_once_and_explained_when_it_came_back_is_explained(office: Office):
    assert endings(office.sends([("a", "1", "open")], [], [("a", "1", "confirmed")])) == (1, 1, 0, 0)


def test_a_rule_that_never_found_anything_has_periods_and_no_false_alarms(office: Office):
    office.sends([])
    quality = office.sends([], period="2026-11")[RULE]
    assert (quality.judged, quality.periods, quality.false_alarm_rate, quality.firing_rate) == (2, 2, None, 0.0)
