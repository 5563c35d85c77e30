"""The embedded Prefect server: it comes, serves, and goes without a word and without a trace."""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from flows import prefect_server
from flows.prefect_server import PrefectServerError, prefect_api

A_RUN = """
    import sys
    from pathlib import Path
    from flows.prefect_server import prefect_api

    with prefect_api(Path(sys.argv[1])):
        from prefect import flow, task
        from prefect.artifacts import create_markdown_artifact
        from prefect.task_runners import ThreadPoolTaskRunner

        @task
        def square(number):
            return number * number

        @flow(task_runner=ThreadPoolTaskRunner(max_workers=2))
        def squares():
            future = [square.submit(number) for number in range(5)]
            create_markdown_artifact("five squares", key="squares")
            return sum(one.result() for one in future)

        print(squares())
"""

A_LONG_START = """
    import os, sys
    from pathlib import Path
    import psutil
    from flows.prefect_server import prefect_api

    def wait_to_be_killed():
        print(*[child.pid for child in psutil.Process().children(recursive=True)], flush=True)
        sys.stdin.read()

    with prefect_api(Path(sys.argv[1]), meanwhile=wait_to_be_killed):
        pass
"""


def _command(script: str, home: Path) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(script), str(home)]


def _without_a_server_of_the_user() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


def _is_gone(process: psutil.Process, *, within_seconds: float) -> bool:
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:  # dead, and only waiting for its new parent to notice
                return True
            process.wait(timeout=0.05)
        except psutil.NoSuchProcess:
            return True
        except psutil.TimeoutExpired:
            continue
        else:
            return True
    return False


@pytest.mark.slow
def test_a_run_ends_without_a_word_and_leaves_no_process(tmp_path: Path) -> None:
    run = subprocess.run(
        _command(A_RUN, tmp_path), capture_output=True, text=True, env=_without_a_server_of_the_user(), check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "30\n", "")
    assert (tmp_path / "logs" / "prefect-server.log").read_text() == ""
    assert (tmp_path / "prefect" / "prefect.db").exists()
    here = str(tmp_path)
    left = [one.pid for one in psutil.process_iter() if here in _environment_of(one).get("PREFECT_HOME", "")]
    assert left == []


def _environment_of(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_the_server_of_a_killed_run_dies_with_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        _command(A_LONG_START, tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_without_a_server_of_the_user(),
    ) as run:
        assert run.stdout is not None
        pids = [int(pid) for pid in run.stdout.readline().split()]
        servers = [psutil.Process(pid) for pid in pids]
        run.kill()

    assert len(servers) == 1
    assert _is_gone(servers[0], within_seconds=10)


def test_a_server_that_is_named_is_used_and_none_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.settings import get_current_settings

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr(prefect_server, "start", lambda *_, **__: pytest.fail("a server was started"))
    done = []

    with prefect_api(tmp_path, meanwhile=lambda: done.append("meanwhile")):
        inside = get_current_settings().api.url

    assert inside == "http://127.0.0.1:9/api"
    assert done == ["meanwhile"]
    assert not (tmp_path / "prefect" / "prefect.db").exists()


def test_a_server_that_does_not_come_up_is_said_with_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    with pytest.raises(PrefectServerError, match=r"did not start .*prefect-server\.log"), prefect_api(tmp_path):
        pytest.fail("the block ran without a server")

    assert "PREFECT_API_URL" not in os.environ
