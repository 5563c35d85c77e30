"""Asking the doctor about one thing, and doing what it says."""

from __future__ import annotations

import shlex
import subprocess
from datetime import datetime
from typing import Any

import pytest

from sources.home import Home
from tests.warehouse.ledger_made import NOW
from warehouse.doctor import Check, Expected, examine


def found(home: Home, check: str, *, now: datetime = NOW, **expected: Any) -> Check:
    """What the doctor says of one thing (looking at all packages takes longer than all else: they are left out)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.doctor_packages.packages", lambda _: Check("packages", ok=True, found=""))
        return next(c for c in examine(home, now=now, expected=Expected(**expected)) if c.check == check)


def follow(advice: str) -> None:
    """Type what the doctor says into a shell."""
    subprocess.run(shlex.split(advice), check=True, capture_output=True)
