"""The drawings of ``docs/life-of-a-submission.md``, from the tables of states: text and code cannot drift apart.

``make drawings`` writes them anew into the page (:func:`redrawn`); a test fails where that would change anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from warehouse.ledger.states import TRANSITIONS, State, Transition
from warehouse.obligation_states import CHANGES, Cause

PAGE: Final = Path(__file__).parents[1] / "docs" / "life-of-a-submission.md"

_MARKED: Final = re.compile(r"(<!-- drawn: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_BACK: Final = frozenset({State.PARSED, State.RECEIVED})


def redrawn(page: str) -> str:
    """The page with every marked passage as the code has it.

    Raises:
        KeyError: a passage is marked by a name that nothing is drawn under.
    """
    drawings = _drawings()
    return _MARKED.sub(lambda m: f"{m[1]}{drawings[m['name']]}{m[3]}", page)


def _drawings() -> Mapping[str, str]:
    onward = [t for t in TRANSITIONS if not _is_back(t)]
    return {
        "submission": _diagram((t.source, t.target) for t in onward),
        "submission-steps": _table(
            ("From", "To", "When", "Reason"),
            ((t.source or "–", t.target, t.meaning, "must be said" if t.needs_reason else "") for t in onward),
        ),
        "submission-back": _table(
            ("To", "From", "When"), ((s, ", ".join(_sources(s)), _meaning(s)) for s in sorted(_BACK))
        ),
        "obligation": _diagram((c.source, c.target) for c in CHANGES if c.cause in {Cause.DAY, Cause.PUBLISHED}),
        "obligation-changes": _table(("Cause", "From", "To"), ((cause, *_ends(cause)) for cause in Cause)),
    }


def _is_back(step: Transition) -> bool:
    """To be read or judged once more; the first time is part of the way onward."""
    return step.target in _BACK and step.source not in {None, State.RECEIVED}


def _sources(target: State) -> list[str]:
    return [str(t.source) for t in TRANSITIONS if t.target is target and _is_back(t)]


def _meaning(target: State) -> str:
    return next(t.meaning for t in TRANSITIONS if t.target is target and _is_back(t))


def _ends(cause: Cause) -> tuple[str, str]:
    changes = [c for c in CHANGES if c.cause is cause]
    return (
        ", ".join(dict.fromkeys(str(c.source) for c in changes)),
        ", ".join(dict.fromkeys(str(c.target) for c in changes)),
    )


def _diagram(steps: Iterable[tuple[str | None, str]]) -> str:
    lines = dict.fromkeys(f"    {source or '[*]'} --> {target}" for source, target in steps)
    return "\n".join(("```mermaid", "stateDiagram-v2", *lines, "```", ""))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join((*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows), ""))


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
