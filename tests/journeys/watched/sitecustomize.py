"""In every Python process that finds this folder on its path: no connection beyond this machine, and each try is noted.

``REFUSED_LOG`` names the file for the tries (a line each), ``REFUSED_LOG.seen`` the one for the processes watched.
"""

from __future__ import annotations

import os
import sys

_LOG = os.environ.get("REFUSED_LOG")
_LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", None}


def _note(file: str, text: str) -> None:
    with open(file, "a", encoding="utf-8") as log:  # noqa: PTH123 - nothing is imported here that a program has not
        log.write(text + "\n")


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        if not isinstance(address, tuple):  # a socket of this machine, or one that is connected already
            return
        host = address[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in _LOOPBACK and not str(name).startswith("127."):
        _note(str(_LOG), f"{event} {name} by {' '.join(sys.argv)}")
        raise ConnectionRefusedError(f"{event} to {name}: not in a test")


if _LOG:
    sys.addaudithook(_watch)
    _note(f"{_LOG}.seen", f"{os.getpid()} {' '.join(sys.orig_argv)}")
