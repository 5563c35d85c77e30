"""What every child process of ours does first: it dies with its parent, however the parent ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends (Linux; elsewhere nothing).

    A child of the fork server has the fork server for its parent. That ends when the last process closes the pipe that
    the program behind it holds open; every child is given a copy, so each must close its own.
    """
    parent = os.getppid()
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:
        os._exit(1)
    server = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    kept_open = getattr(server, "_forkserver_alive_fd", None)
    if kept_open is not None:
        os.close(kept_open)
        server._forkserver_alive_fd = None  # type: ignore[union-attr]  # noqa: SLF001 (the standard library's)
