"""The doctor's look at the installed packages: are they the ones that were tested together."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from warehouse.doctor import Check

MOST_NAMED: Final = 5
"""A finding names so many packages and counts the rest."""

_PIN: Final = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)")


def pins_of_checkout() -> Path | None:
    """``requirements.lock`` beside the packages, where Lumbung runs from a checkout."""
    file = Path(__file__).parents[1] / "requirements.lock"
    return file if file.is_file() else None


def packages(lock_file: Path | None) -> Check:
    """Whether every installed package has a version that the lock names.

    A package that the lock does not name, or names for another machine and is not here, does not matter.

    Args:
        lock_file: As ``uv pip compile`` writes it; None: there is none to hold against.
    """
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if lock_file is None:
        return Check("packages", ok=True, found=f"{python}; no requirements.lock to compare with")
    pins = read_pins(lock_file.read_text(encoding="utf-8"))
    installed = {canonical(_name(d)): d.version for d in distributions()}
    differing = [
        f"{name} {installed[name]} (tested: {' or '.join(sorted(versions))})"
        for name, versions in sorted(pins.items())
        if name in installed and installed[name] not in versions
    ]
    if differing:
        more = f" and {len(differing) - MOST_NAMED} more" if len(differing) > MOST_NAMED else ""
        found = f"{python}; not as tested: {', '.join(differing[:MOST_NAMED])}{more}"
        return Check("packages", ok=False, found=found, fix="make install")
    return Check("packages", ok=True, found=f"{python}; {len(pins.keys() & installed.keys())} packages as tested")


def read_pins(text: str) -> dict[str, set[str]]:
    """Canonical name → versions that a lock allows (several where it differs by platform)."""
    pins: dict[str, set[str]] = {}
    for line in text.splitlines():
        if (pin := _PIN.match(line)) is not None:
            pins.setdefault(canonical(pin["name"]), set()).add(pin["version"])
    return pins


def canonical(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _name(distribution: Distribution) -> str:
    return distribution.metadata["Name"] or ""
