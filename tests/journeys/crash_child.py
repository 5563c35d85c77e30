"""The driver's own process: everything imported once, then a child for each run (see crash_driver.py)."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from sources.contract_loader import load_contracts
from sources.errors import LumbungError
from sources.offices import Offices
from tests.journeys.crash_driver import Kill, Scenario
from tests.practice import NOW

IMPORTED = ("flows.ingest", "flows.pipeline", "warehouse.publish", "checks.judge", "sources.reader", "alembic.context")


def main() -> None:
    """Import once what every run needs, then fork a child for each."""
    for name in IMPORTED:
        import_module(name)
    contracts, offices = load_contracts(), Offices.load()
    _replace("flows.run", "load_contracts", lambda: contracts)
    _replace("flows.run", "Offices", SimpleNamespace(load=lambda: offices))
    with tempfile.TemporaryDirectory() as answers:
        Here.answers = Path(answers)
        _serve()


def _serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        if "shell" in asked:
            done = subprocess.run(asked["shell"], shell=True, check=False, capture_output=True, text=True)
            _say({"code": done.returncode, "said": done.stderr})
            continue
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            _say({"code": os.waitstatus_to_exitcode(status)})
            continue
        pid = os.fork()
        if pid == 0:
            os._exit(_child(asked["run"], Path(asked["log"])))
        _say({"pid": pid})


def _say(answer: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _child(given: dict[str, Any], log: Path) -> int:
    os.setsid()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(output, stream)
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    kill = Kill(**given.pop("kill")) if given["kill"] else None
    scenario = Scenario(kill=kill, **{k: v for k, v in given.items() if k != "kill"})
    try:
        ingest_once(scenario)
    except LumbungError as error:  # as the command does
        sys.stderr.write(f"lumbung: {error}\n")
        sys.stderr.flush()
        return 2
    except BaseException:  # noqa: BLE001 - the end of this process, whatever it is
        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return 0


def ingest_once(scenario: Scenario) -> None:
    """One run of the ingest in this process."""
    from flows.ingest import ingest
    from flows.settings import Settings

    if scenario.pools:
        _replace("flows.run", "JudgePool", partial(_real("JudgePool"), expectations=scenario.expectations))
    else:
        _replace("flows.run", "JudgePool", Here)
        _replace("flows.run", "ReaderPool", Here)
    if scenario.kill is not None:
        _arm(scenario.kill)
    if scenario.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (scenario.largest_file,) * 2)
    settings = Settings(home=Path(scenario.home), batch_files=4, min_free_mb=0)
    ingest(settings, [str(p) for p in scenario.places], now=NOW, with_prefect=scenario.prefect)


class Here:
    """Reader and judge of a run in this process, in the place of both pools.

    The same question gets the same answer, so answers are kept for the runs that follow: these tests are about stores.
    """

    answers: Path
    """Folder of this driver's answers."""

    def __init__(self, contracts: Any, offices: Any, *_: object, **__: object) -> None:
        from sources.reader import Reader

        self._contracts, self._offices = contracts, offices
        self._reader = Reader(contracts, offices)

    def read(self, path: Path, name: str) -> Future[Any]:
        return _done(self._reader.read_file(path, name))

    def expect(self, batches: int) -> None:
        """Nothing has to get ready here."""

    def judge(self, batch: Mapping[str, Any], *, context: Mapping[str, Any], today: date) -> Future[Any]:
        from checks.judge import judge

        tables = sorted([*batch.items(), *context.items()])
        asked = pickle.dumps([(name, table.to_pylist()) for name, table in tables])
        known = self.answers / hashlib.sha256(asked).hexdigest()
        if known.exists():
            return _done(pickle.loads(known.read_bytes()))
        table = self._offices.table()
        found = judge(batch, self._contracts, context=context, today=today, offices=table, expectations=False)
        temporary = known.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(pickle.dumps(found))
        temporary.rename(known)
        return _done(found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""


def _done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


def _real(name: str) -> Any:
    return getattr(import_module("flows.run"), name)


def _replace(module: str, name: str, value: object) -> None:
    setattr(import_module(module), name, value)


def _arm(kill: Kill) -> None:
    """Wrap the function (``name`` may be ``Class.method``)."""
    owner: Any = import_module(kill.module)
    *path, name = kill.name.split(".")
    for step in path:
        owner = getattr(owner, step)
    setattr(owner, name, _deadly(getattr(owner, name), kill))


def _deadly(function: Callable[..., Any], kill: Kill) -> Callable[..., Any]:
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == kill.nth and kill.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if calls == kill.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


if __name__ == "__main__":
    main()
