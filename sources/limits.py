"""What reading one file may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file: memory beyond the process's own (MB), processor time and time on the clock (seconds)."""

    memory_mb: int = 512
    cpu_s: int = 10
    wall_s: int = 20


DEFAULT_LIMITS = Limits()
