"""Check: a batch of text rows goes to a judge process; findings, rule runs, verdicts and typed rows come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from flows.run import Run
from warehouse.batch import NOTHING, PARTS, SUBMISSIONS, Accepted
from warehouse.context import context, needs
from warehouse.history import history
from warehouse.ledger.parts import Part

if TYPE_CHECKING:
    from checks.judge import Judgement

BROKEN = "the check could not be run"


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge is asked: text rows, and what the offices have published already."""

    tables: Mapping[str, pa.Table]
    context: Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch with its verdicts.

    Attributes:
        ids: The submissions of the batch.
        judgement: None where the judge itself broke: all of them FAIL.
        pengiriman: One row a submission, as it was read.
        reasons: Submission id → why it failed.
    """

    ids: Sequence[str]
    judgement: Judgement | None = None
    pengiriman: pa.Table | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    def by_verdict(self) -> dict[str, list[str]]:
        """Verdict → submissions."""
        found: dict[str, list[str]] = {}
        for i in self.ids:
            word = self.judgement.verdicts[i].word if self.judgement else "failed"
            found.setdefault(word, []).append(i)
        return found


def ask(run: Run, tables: Mapping[str, pa.Table]) -> Question:
    """Add what the submissions of a batch need from what is published (reads the warehouse: not from a thread)."""
    other_sides = context(run.warehouse, run.contracts, needs(tables, run.contracts))
    return Question(tables, other_sides | history(run.warehouse, run.contracts, tables))


def judge_batch(run: Run, question: Question, ids: Sequence[str]) -> Judged:
    """Have a batch judged in a judge process."""
    judgement = run.judges.judge(question.tables, context=question.context, today=run.today).result()
    reasons = {i: _unjudged(v.unjudged) for i, v in judgement.verdicts.items() if v.unjudged}
    return Judged(ids, judgement, question.tables["pengiriman"], reasons)


def broken(ids: Sequence[str], error: Exception) -> Judged:
    """The judge itself broke: our fault, tried again by the next run."""
    return Judged(ids, reasons=dict.fromkeys(ids, f"{BROKEN}: {error}"))


def _unjudged(rules: Sequence[str]) -> str:
    return f"{len(rules)} rules are inconclusive: {', '.join(rules[:5])}"


def ledger_parts(judged: Judged) -> list[Part]:
    """The parts of a judged batch as the ledger keeps them; only of submissions whose office and period are known."""
    if judged.judgement is None or judged.pengiriman is None:
        return []
    whose = {row["_submission_id"]: (row["kode_upt"], row["periode"]) for row in judged.pengiriman.to_pylist()}
    return [
        Part(row["submission_id"], row["dataset"], *whose[row["submission_id"]], row["n_baris"], row["nihil"])
        for row in judged.judgement.parts.to_pylist()
        if None not in whose[row["submission_id"]]
    ]


def batch_to_keep(judged: Judged, attempts: Mapping[str, int | None], ruleset: str) -> Accepted:
    """Of a judged batch all that no rule refused: submissions, their parts with rows or a nil mark, their rows.

    What is returned or waits is among it: it is loaded from here once its findings are answered and it is approved.
    How many were answered is filled in when it is loaded.
    """
    verdicts = judged.by_verdict()
    kept = [*verdicts.get("accepted", []), *verdicts.get("returned", [])]
    if not kept or judged.judgement is None or judged.pengiriman is None:
        return NOTHING
    ids = pa.array(kept)
    rows = [
        {
            **{k: row[k] for k in ("file", "sha256", "kode_upt", "periode", "diterima_pada")},
            "submission_id": row["_submission_id"],
            "percobaan": attempts[row["_submission_id"]],
            "ruleset": ruleset,
            "sebagian": False,
            "n_pengecualian": 0,
            "n_konfirmasi": 0,
        }
        for row in _only(judged.pengiriman, "_submission_id", ids).to_pylist()
    ]
    parts = _only(judged.judgement.parts, "submission_id", ids)
    parts = parts.filter(pc.or_(parts["nihil"], pc.greater(parts["n_baris"], 0)))
    return Accepted(
        submissions=pa.Table.from_pylist(rows, schema=SUBMISSIONS),
        parts=parts.select(PARTS.names).cast(PARTS),
        facts={name: _only(t, "_submission_id", ids) for name, t in judged.judgement.typed.items() if t.num_rows},
    )


def _only(table: pa.Table, column: str, ids: Collection[str] | pa.Array) -> pa.Table:
    return table.filter(pc.is_in(table[column], ids))
