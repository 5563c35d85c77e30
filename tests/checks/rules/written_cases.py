"""Cases that are written as data beside the rule: ``checks/rules/<dataset>/<ID>.yaml`` (docs/add-a-rule.md)."""

from __future__ import annotations

from pathlib import Path

import yaml

from checks.rule_views import RULES
from tests.checks.rules.bench import Case

_WORDS = {"kasus", "melanggar"}


def written_cases(folder: Path = RULES) -> list[Case]:
    """All cases below a folder of rules: rows by relation; ``melanggar`` are the offenders, none if not given."""
    return [case for path in sorted(folder.glob("*/*.yaml")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    return [
        Case(
            path.stem,
            case["kasus"],
            {relation: rows for relation, rows in case.items() if relation not in _WORDS},
            tuple(case.get("melanggar", ())),
        )
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
