"""What a run did: the JSON of ``lumbung ingest --json``, and the page that Prefect shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.shadow import NOT_CHECKED, Shadowed
from sources.place import PassedOver
from warehouse.ledger.states import State
from warehouse.ledger.submissions import Submission

ENDINGS = {
    "duplicates": State.DUPLICATE,
    "published": State.PUBLISHED,
    "superseded": State.SUPERSEDED,
    "needs_confirmation": State.NEEDS_CONFIRMATION,
    "in_review": State.IN_REVIEW,
    "returned": State.RETURNED,
    "rejected": State.REJECTED,
    "withdrawn": State.WITHDRAWN,
    "failed": State.FAILED,
}
"""Key of the summary → the state that a submission of this run ended in; what was closed meanwhile counts under its
verdict."""

_VERDICTS = {"returned": State.RETURNED, "rejected": State.REJECTED}

MOST_LISTED = 30
"""Lines in the page's list of what needs a person; the ledger has all of them."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run. The endings add up to the submissions that the run handled.

    Attributes:
        files: Files that the places had, known ones too.
        new: Those nobody had seen before.
        rows_loaded: Dataset → rows added to the warehouse.
        seconds: Stage → seconds by the clock.
        rows_aside: Dataset → rows of what is published that were put aside until they are mended.
        release: The release that analysts read now; None: nothing changed.
        places: Names of the places that were asked.
        judged_again: How many unpublished submissions were judged again because rules changed.
        caught_up: How many were judged once more at the end: what their rules waited for came in this run.
        stale_left: How many submissions that changed rules concern are left for the next runs.
        shadow: What came of judging published ones by changed rules without effect.
        report: First page of the operators' report; None: it was not made.
        report_problem: Why not.
    """

    run_id: str
    files: int
    new: int
    endings: Mapping[str, int]
    rows_loaded: Mapping[str, int]
    seconds: Mapping[str, float]
    release: str | None = None
    attention: Sequence[Submission] = field(default=())
    passed_over: Sequence[PassedOver] = field(default=())
    places: Sequence[str] = ()
    report: Path | None = None
    report_problem: str | None = None
    judged_again: int = 0
    caught_up: int = 0
    stale_left: int = 0
    shadow: Shadowed = NOT_CHECKED
    rows_aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """Files, endings and rows, for the log of the run."""
        return {"files": self.files, "new": self.new, **self.endings, "rows": sum(self.rows_loaded.values())}

    def as_json(self) -> dict[str, Any]:
        """The document of ``ingest --json``."""
        return {
            "run_id": self.run_id,
            "files": self.files,
            "new": self.new,
            **{key: self.endings.get(key, 0) for key in ENDINGS},
            "rows_loaded": dict(self.rows_loaded),
            "rows_aside": dict(self.rows_aside),
            "seconds": {stage: round(s, 3) for stage, s in self.seconds.items()},
            "release": self.release,
            "places": list(self.places),
            "passed_over": [
                {"path": p.path, "why": p.why, "needs_attention": p.needs_attention} for p in self.passed_over
            ],
            "report": None if self.report is None else str(self.report),
            "judged_again": self.judged_again,
            "caught_up": self.caught_up,
            "shadow": {**self.shadow.counts, "waiting": self.stale_left, "submissions": self.shadow.as_json()},
        }

    def as_line(self) -> str:
        """The same in one line, for a list of runs."""
        ended = ", ".join(f"{n} {key}" for key, n in self.endings.items() if n)
        return f"{self.files} files, {self.new} new" + (f": {ended}" if ended else "")

    def as_markdown(self) -> str:
        """The page of the run: counts first, then who needs a person."""
        lines = [
            f"# Ingest {self.run_id}",
            "",
            "| | |",
            "|---|--:|",
            f"| files | {self.files} |",
            f"| new | {self.new} |",
        ]
        lines += [f"| {key} | {self.endings.get(key, 0)} |" for key in ENDINGS]
        lines += [f"| rows of {dataset} | {n} |" for dataset, n in self.rows_loaded.items()]
        lines += [f"| rows of {dataset} put aside | {n} |" for dataset, n in self.rows_aside.items()]
        lines += [f"| seconds to {stage} | {s:.1f} |" for stage, s in self.seconds.items()]
        lines += ["", f"Release: {self.release or 'unchanged'}", "", self._report_line(), "", "## Needs attention", ""]
        lines += ["| office | file | state | findings |", "|---|---|---|---|"]
        lines += [_line(s) for s in self.attention[:MOST_LISTED]]
        if len(self.attention) > MOST_LISTED:
            lines.append(f"| … | and {len(self.attention) - MOST_LISTED} more: `lumbung submissions` | | |")
        lines += [f"- {_cell(p.path)}: {_cell(p.why)}" for p in self.passed_over if p.needs_attention]
        return "\n".join(lines) + "\n"

    def _report_line(self) -> str:
        """Where the operators' pages lie: Prefect's page may not open files, so the path is there to be copied."""
        if self.report is None:
            return f"Report: {_cell(self.report_problem or 'none')}"
        return f"Report (open it on the machine that ran this): [{self.report}]({self.report.resolve().as_uri()})"


def count_endings(submissions: Iterable[Submission]) -> dict[str, int]:
    """How the submissions of a run ended."""
    states = Counter(ended(s) for s in submissions)
    return {key: states.get(state, 0) for key, state in ENDINGS.items()}


def count_aside(submissions: Iterable[Submission]) -> dict[str, int]:
    """Dataset → rows that are put aside, of the submissions of a run that are published."""
    found: Counter[str] = Counter()
    for one in submissions:
        if one.state is State.PUBLISHED:
            found.update(one.rows_aside)
    return dict(sorted(found.items()))


def ended(submission: Submission) -> State:
    """The state that a submission counts under: what was closed, under what it was."""
    if submission.state is State.CLOSED:
        return _VERDICTS.get(submission.verdict or "", State.RETURNED)
    return submission.state


def needs_attention(submissions: Iterable[Submission]) -> list[Submission]:
    """Those that wait for a person, the worst first: our own failures, then what the office has to do, then we."""
    waits = (State.FAILED, State.REJECTED, State.RETURNED, State.NEEDS_CONFIRMATION, State.IN_REVIEW)
    rank = {state: place for place, state in enumerate(waits)}
    found = [s for s in submissions if s.state in rank]
    return sorted(found, key=lambda s: (rank[s.state], -sum((s.findings or {}).values()), s.office or "", s.file))


def _line(submission: Submission) -> str:
    findings = ", ".join(f"{n} {severity}" for severity, n in (submission.findings or {}).items())
    return f"| {submission.office or '?'} | {_cell(submission.file)} | {submission.state} | {findings} |"


def _cell(text: str) -> str:
    """A name from outside, harmless in a Markdown table."""
    return "".join(c if c.isprintable() else " " for c in text).replace("|", "¦").replace("<", "‹").replace("`", "'")
