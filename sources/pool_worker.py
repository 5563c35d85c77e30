"""Inside a reading process: limits, then one file after the other.

Runs on Linux; where a limit cannot be set the pool's clock still stops a file that takes too long.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from pathlib import Path

from sources.contract import Contracts
from sources.offices import Offices
from sources.reader import Reader
from sources.reading import Reading

_PR_SET_PDEATHSIG = 1
_MB = 1 << 20
_readers: list[Reader] = []


def prepare(contracts: Contracts, offices: Offices, memory_mb: int) -> None:
    """Make this process ready: it dies with its parent, stays silent, and has ``memory_mb`` beyond what it has now."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _readers[:] = [Reader(contracts, offices)]
    limit = _address_space() + memory_mb * _MB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def read(path: str, name: str, cpu_s: int) -> Reading:
    """Read one file within ``cpu_s`` seconds of processor time (the kernel ends the process after that)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + cpu_s + 1, hard))
    return _readers[0].read_file(Path(path), name)


def _die_with_parent() -> None:
    parent = os.getppid()
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    except (OSError, AttributeError):  # no Linux
        return
    if os.getppid() != parent:
        os._exit(1)


def _address_space() -> int:
    """Bytes of address space in use now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 * _MB
    return pages * resource.getpagesize()
