"""Inside a reading process: limits, then one file after the other.

Runs on Linux; where a limit cannot be set the parent's clock still stops a file that takes too long.
"""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

from sources.child_process import die_with_parent
from sources.collection import collection_put_off
from sources.contract import Contracts
from sources.layout_choices import LayoutChoices
from sources.offices import Offices
from sources.packed import pack
from sources.reader import Reader
from sources.zip_files import Unpacked
from sources.zip_files import unpack as unpack_zip

_MB = 1 << 20
_readers: list[Reader] = []


def prepare(contracts: Contracts, offices: Offices, memory_mb: int, choices: LayoutChoices | None = None) -> None:
    """Make this process ready for :func:`read`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _readers[:] = [Reader(contracts, offices, choices)]
    confine(memory_mb)


def read(path: str, name: str, cpu_s: int) -> bytes:
    """Read one file within ``cpu_s`` seconds of processor time (the kernel ends the process after that).

    Returns:
        The reading, packed (:mod:`sources.packed`).
    """
    allow_cpu(cpu_s)
    with collection_put_off():
        return pack(_readers[0].read_file(Path(path), name))


def unpack(path: str, name: str, into: str, cpu_s: int) -> list[Unpacked] | None:
    """Unpack one zip (see :func:`sources.zip_files.unpack`) within ``cpu_s`` seconds of processor time."""
    allow_cpu(cpu_s)
    return unpack_zip(Path(path), name, Path(into))


def confine(memory_mb: int) -> None:
    """This process dies with its parent, stays silent, and has ``memory_mb`` of memory beyond what it has now."""
    die_with_parent()
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    os.close(silent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space() + memory_mb * _MB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def allow_cpu(seconds: int) -> None:
    """Processor time from now on; the limit counts over a process's whole life, so it is raised before each file."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _address_space() -> int:
    """Bytes of address space in use now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 * _MB
    return pages * resource.getpagesize()
