"""Published submissions judged by changed rules, without effect: what they would say is kept where it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from checks.shadow import Met, differences, outcome
from flows.judging import Judged, ask, judge_batch
from flows.reading import TextRows, batches, deliveries_by_id, read_batch
from flows.replaying import take_up_clean
from flows.rule_changes import Stale
from flows.run import Run
from flows.stages import Stages
from sources.errors import LumbungError
from warehouse.ledger.rulesets import record_compared
from warehouse.ledger.shadows import ShadowVerdict, answered, met_in, record_shadows

Found = tuple[str, list[Met]]
"""The word of a verdict, and what was found."""


@dataclass(frozen=True, slots=True)
class Shadowed:
    """What came of judging published submissions without effect.

    Attributes:
        checked: How many were.
        differing: Those that today's rules would judge otherwise.
        unjudged: How many a judge process broke on; the next run tries again.
    """

    checked: int = 0
    differing: Sequence[ShadowVerdict] = ()
    unjudged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the log."""
        return {"checked": self.checked, "differing": len(self.differing), "unjudged": self.unjudged}

    def as_json(self) -> list[dict[str, Any]]:
        """The differing ones, for ``ingest --json``."""
        names = ("was", "verdict", "because")
        return [{"id": s.submission_id} | {n: getattr(s, n) for n in names} for s in self.differing]


NOT_CHECKED: Final = Shadowed()
"""Nothing was to be judged."""


def judge_in_shadow(run: Run, stages: Stages, stale: Stale) -> Shadowed:
    """Judge stale published submissions and keep what differs; nothing else of them is touched.

    Raises:
        LumbungError: a store cannot be used.
    """
    deliveries = deliveries_by_id(run, list(stale.published))
    if not deliveries:
        return NOT_CHECKED
    rows = TextRows()
    cut = list(batches(deliveries, files=run.settings.batch_files, size=run.settings.batch_bytes))
    run.judges.expect(len(cut))
    reading = [stages.submit(f"read {len(b)} files in shadow", partial(read_batch, run, b)) for b in cut]
    rows.batches += [pending.result() for pending in reading]
    unread: dict[str, Found] = {i: ("failed", []) for i in rows.failed}
    verdicts = unread | dict(_judged(run, stages, rows))
    differing = _keep(run, stale, verdicts)
    return Shadowed(len(verdicts), differing, len(deliveries) - len(verdicts))


def _judged(run: Run, stages: Stages, rows: TextRows) -> Iterator[tuple[str, Found]]:
    """Submission → the word of its verdict and its findings, of all that could be judged."""
    ids, size = sorted(rows.identities), run.settings.batch_files
    under_way = []
    for start in range(0, len(ids), size):
        some = ids[start : start + size]
        work = partial(judge_batch, run, ask(run, rows.of(some)), some)
        under_way.append(stages.submit(f"check {len(some)} submissions in shadow", work))
    for pending in under_way:
        try:
            judged: Judged = pending.result()
        except LumbungError:  # our fault: these are looked at again by the next run
            continue
        if judged.judgement is None:
            continue
        found: dict[str, list[dict[str, Any]]] = {i: [] for i in judged.ids}
        for row in judged.judgement.findings.to_pylist():
            found[row["submission_id"]].append(row)
        for one, rows_of_one in found.items():
            yield one, (judged.judgement.verdicts[one].word, Met.all_of(rows_of_one))


def _keep(run: Run, stale: Stale, verdicts: dict[str, Found]) -> list[ShadowVerdict]:
    with run.ledger.begin() as tx:
        before = met_in(tx, verdicts)
        lists = [*before.values(), *(found for _, found in verdicts.values())]
        good = answered(tx, {met for some in lists for met in some}, today=run.today)
        differing = []
        for one, (word, after) in verdicts.items():
            was, now = outcome(before[one], good), "failed" if word == "failed" else outcome(after, good)
            if was != now:
                told = differences(before[one], after)
                because = stale.published[one]
                differing.append(ShadowVerdict(one, was, now, because, told, run.ruleset, run.now, run.id))
        pairs = {i: (before[i], after) for i, (word, after) in verdicts.items() if word != "failed"}
        joining = set(take_up_clean(tx, pairs, good, run.stamp(), run.policy))
        differing = [shadow for shadow in differing if shadow.submission_id not in joining]
        record_shadows(tx, list(verdicts), differing)
        record_compared(tx, list(verdicts), run.ruleset)
    return differing
