"""All offices, all months, on as many processors as there are; and ``truth.json`` beside the files."""

from __future__ import annotations

import functools
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.simulate.desk import Nation
from flows.simulate.dice import dice, shuffled
from flows.simulate.fates import Fate, Format, Habits, all_kinds, draw_fates, month_dice
from flows.simulate.outcome import Outcome
from flows.simulate.seasons import months_until
from flows.simulate.sending import send
from flows.simulate.stories import draw_stories
from flows.simulate.truth import Truth
from sources.contract_loader import load_contracts
from sources.errors import UsageError
from sources.offices import Offices
from sources.reference import Office

ALWAYS = "LP2A-LAHAT"
"""Its ginger palm sugar is in every practice nation."""
_ALONE_UP_TO = 30
"""Office-months that one process writes faster than others start."""
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class _Task:
    """Some offices of one month, for one process."""

    target: Path
    period: str
    last: str
    """The nation's last month."""
    rows: int
    seed: int
    offices: tuple[tuple[str, Fate], ...]


def simulate(  # noqa: PLR0913 (the options of the command)
    target: Path,
    *,
    period: str,
    months: int = 1,
    offices: int = 612,
    error_rate: float = 0.08,
    messy: float = 0.0,
    fmt: Format = "mixed",
    rows: int = 150,
    seed: int = 1,
    progress: Callable[[int, int], object] | None = None,
) -> dict[str, Any]:
    """Write practice submissions into ``target`` and the truth about them beside it.

    Args:
        target: a folder, made if need be; it must not hold files already.
        period: ``YYYY-MM``, the last month.
        months: so many months that end with it.
        offices: so many of the 612; Lapas Lahat is always among them.
        error_rate: share of first attempts with planted errors (files that cannot be read among them).
        messy: share of workbooks that are not the official one.
        fmt: ``xlsx`` and ``csv``: one kind only; ``mixed``: mostly workbooks.
        rows: an office's rows over all its sheets (at least about 40, which is what six sheets need).
        seed: the same seed gives the same bytes.
        progress: called with the office-months done and wanted.

    Returns:
        What ``truth.json`` says: :mod:`flows.simulate.truth`.

    Raises:
        UsageError: the folder holds files already.
    """
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise UsageError(f"{target} holds files already: name an empty folder, so that truth.json tells all of it")
    nation = _nation(target, period, rows, seed)
    chosen = _choose(nation.offices, offices, seed)
    tasks: list[_Task] = []
    for left, month in zip(reversed(range(months)), months_until(period, months), strict=True):
        fates = draw_fates(chosen, nation.contracts, month_dice(seed, month), habits=Habits(error_rate, messy, fmt))
        if months > 1:
            chance = dice(seed, month, "kelanjutan")
            fates = draw_stories(fates, nation.kinds, nation.contracts, chance, left=left)
        pairs = [(o.kode_upt, fates[o.kode_upt]) for o in chosen]
        groups = [tuple(pairs[i : i + _AT_ONCE]) for i in range(0, len(pairs), _AT_ONCE)]
        tasks += [_Task(target, month, period, rows, seed, group) for group in groups]
    truth = Truth(nation.contracts)
    wanted = sum(len(t.offices) for t in tasks)
    for _, outcomes in _run(tasks, wanted):
        truth.add(outcomes)
        if progress is not None:
            progress(truth.done, wanted)
    found = truth.told()
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (target.resolve().parent / "truth.json").write_text(text + "\n", encoding="utf-8")
    return found


def _choose(nation: Offices, count: int, seed: int) -> list[Office]:
    """``count`` offices from all over the country, in the order of the list."""
    others = shuffled([o.kode_upt for o in nation if o.kode_upt != ALWAYS], dice(seed, "kantor"))
    chosen = {ALWAYS, *others[: max(0, count - 1)]}
    return [o for o in nation if o.kode_upt in chosen]


def _run(tasks: Sequence[_Task], wanted: int) -> Iterator[tuple[_Task, list[Outcome]]]:
    workers = min(len(os.sched_getaffinity(0)), len(tasks))
    if workers < 2 or wanted <= _ALONE_UP_TO:
        for task in tasks:
            yield task, _write(task)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from zip(tasks, pool.map(_write, tasks), strict=True)


@functools.lru_cache(maxsize=1)
def _nation(target: Path, period: str, rows: int, seed: int) -> Nation:
    """Contracts and offices, loaded once a process."""
    contracts = load_contracts()
    return Nation(target, contracts, Offices.load(), all_kinds(contracts), period, rows, seed)


def _write(task: _Task) -> list[Outcome]:
    nation = _nation(task.target, task.last, task.rows, task.seed)
    return [send(nation, nation.offices.by_code[code], task.period, fate) for code, fate in task.offices]
