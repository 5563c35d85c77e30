"""Prefect's server as a child process of ours: started on a socket that listens already, gone when we are.

Embedded in a run it is only an API. Under ``lumbung schedule`` it is the real one, with pages, scheduler and services.
"""

from __future__ import annotations

import gc
import http.client
import os
import socket
import subprocess
import sys
from pathlib import Path

from flows.child import tie_to
from sources.errors import TransientError

START_LIMIT_SECONDS = 120
"""Most that a start may take. Observed: 7 s idle, 12 s in a fresh home, four times that under load on 2 cores."""

STOP_LIMIT_SECONDS = 10
"""What an orderly stop may take before the server is killed. Observed: below 1 s."""

API_ONLY, WITH_PAGES = "api", "pages"


class PrefectServerError(TransientError):
    """The server did not start; the message says where its log is."""


def start(listener: socket.socket, *, log: Path, kind: str = API_ONLY) -> subprocess.Popen[bytes]:
    """Starts the server on a socket that listens already, so no port can be lost to another process.

    Args:
        listener: Stays the caller's to close.
        log: Where the server's words go.
        kind: :data:`API_ONLY`, or :data:`WITH_PAGES` for a real server.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "flows.prefect_process", str(listener.fileno()), str(os.getpid()), kind]
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[listener.fileno()],
            start_new_session=True,  # Ctrl-C is for the run, which then stops the server itself.
        )


def wait_until_up(port: int, *, log: Path) -> None:
    """Asks once: the socket accepts at once, the answer comes when the server is ready, an error when it died.

    Raises:
        PrefectServerError: it did not come up.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_LIMIT_SECONDS)
    try:
        connection.request("GET", "/api/health")
        status = connection.getresponse().status
    except OSError as error:
        message = f"Prefect's server did not start ({error}). Its log: {log}. Next: lumbung doctor"
        raise PrefectServerError(message) from error
    finally:
        connection.close()
    if status != http.client.OK:
        raise PrefectServerError(f"Prefect's server answered {status} instead of 200. Its log: {log}")


def is_up(api_url: str, *, timeout: float = 5.0) -> bool:
    """Whether a server answers there now."""
    host, _, path = api_url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=timeout)
    try:
        connection.request("GET", f"/{path}/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stop(server: subprocess.Popen[bytes], *, limit_seconds: float = STOP_LIMIT_SECONDS) -> None:
    """Ends a child in order, and by force where it does not heed."""
    server.terminate()
    try:
        server.wait(limit_seconds)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _serve(fileno: int, *, kind: str) -> None:
    """Is the server: runs in the child until it is told to stop."""
    gc.disable()  # A million lasting objects are made by the imports; looking through them takes 1.5 s of 6.
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=kind == API_ONLY, final=True)
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=STOP_LIMIT_SECONDS // 2)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fileno)])


if __name__ == "__main__":
    tie_to(int(sys.argv[2]))
    _serve(int(sys.argv[1]), kind=sys.argv[3])
