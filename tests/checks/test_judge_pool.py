"""Batches in child processes, and over Parquet: the same judgement."""

from __future__ import annotations

import contextlib
import multiprocessing.util
import os
import signal

import psutil
import pyarrow.parquet as pq
import pytest

from checks.judge_folder import judge_folder, write_batch
from checks.judge_pool import JudgePool
from sources.errors import CheckCouldNotRun
from sources.offices import Offices
from tests.checks.made import ALAT, TODAY, batch_of, judged, reading, small, table

FAULTY = reading(table("alat", [ALAT | {"jumlah": "0"}]))


@pytest.fixture(scope="module")
def pool():
    with JudgePool(small(), Offices.load(), 1, expectations=False) as pool:
        yield pool


def pids(pool: JudgePool) -> list[int]:
    return [desk.pool._pool.schedule(os.getpid).result(60) for desk in pool._desks]


def test_processes_are_started_when_there_is_work_for_them():
    batch = batch_of(small(), FAULTY)
    with JudgePool(small(), Offices.load(), 2, expectations=False) as pool:
        assert pids(pool) == []
        pool.judge(batch, today=TODAY).result(60)
        pool.judge(batch, today=TODAY).result(60)
        assert len(pids(pool)) == 1
        together = [pool.judge(batch, today=TODAY) for _ in range(3)]
        assert len(set(pids(pool))) == 2
        assert [answer.result(60).verdicts["S1"].word for answer in together] == ["returned"] * 3
    with JudgePool(small(), Offices.load(), 2, expectations=False) as pool:
        pool.expect(9)
        assert len(set(pids(pool))) == 2


def test_a_child_process_judges_as_we_do(pool):
    batch, here = batch_of(small(), FAULTY), judged(FAULTY)
    answers = [pool.judge(batch, today=TODAY) for _ in range(2)]
    assert [a.result(60).findings.equals(here.findings) for a in answers] == [True, True]
    assert answers[0].result().verdicts == here.verdicts


def test_what_the_judge_raises_is_raised_by_the_future(pool):
    with pytest.raises(KeyError):
        pool.judge({}, today=TODAY).result(60)


def test_a_judge_that_dies_is_our_fault_and_another_takes_its_place(pool):
    (pid,) = pids(pool)
    os.kill(pid, signal.SIGKILL)
    batch = batch_of(small(), FAULTY)
    with contextlib.suppress(CheckCouldNotRun):
        pool.judge(batch, today=TODAY).result(60)
    assert pool.judge(batch, today=TODAY).result(60).verdicts["S1"].word == "returned"


def semaphores() -> int:
    """How many named semaphores this process would have to give back at its end."""
    return sum("'/mp-" in repr(end) for end in multiprocessing.util._finalizer_registry.values())  # type: ignore[attr-defined]


def test_a_judge_process_holds_no_semaphore_that_its_end_could_leak():
    with JudgePool(small(), Offices.load(), 1) as pool:
        judged = pool.judge(batch_of(small(), FAULTY), today=TODAY).result(120)
        assert judged.verdicts["S1"].word == "returned"
        (desk,) = pool._desks
        assert desk.pool._pool.schedule(semaphores).result(60) == 0


def test_no_process_is_left_behind():
    with JudgePool(small(), Offices.load(), 1, expectations=False) as pool:
        pool.expect(1)
        (pid,) = pids(pool)
        assert psutil.pid_exists(pid)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_folder_of_parquet_is_judged_alike(tmp_path):
    write_batch(tmp_path / "in", batch_of(small(), FAULTY))
    judge_folder(tmp_path / "in", tmp_path / "out", small(), today=TODAY, expectations=False)
    here = judged(FAULTY)
    assert pq.read_table(tmp_path / "out/findings.parquet").equals(here.findings)
    assert pq.read_table(tmp_path / "out/rule_runs.parquet").equals(here.rule_runs)
    assert pq.read_table(tmp_path / "out/typed/alat.parquet").equals(here.typed["alat"])
    assert pq.read_table(tmp_path / "out/verdicts.parquet").to_pylist() == [{"submission_id": "S1", "word": "returned"}]
