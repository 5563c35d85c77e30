"""What an office is told of one submission: the lines of "Perbaikan", and the marks on its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from checks.feedback.marks import Mark, Position, position_of, runs
from checks.verdict import Word
from sources.contract import SEVERITIES, Contracts, Rule, Severity

FOLD_FROM: Final = 16
"""Sixteen or more of the same rule in the same column fold into one line (rules-and-lifecycle)."""
_MANY_AREAS: Final = 40
"""Of the areas of a folded line so many are named; all of them are coloured."""
_FRACTION: Final = re.compile(r"^-?(?:\d+\.\d+|[\d.]+,\d+)$")
_ANSWERED: Final = ("confirmed", "waived")
_TOGETHER: Final = ("rule", "sheet", "field", "severity")
_LONGEST_VALUE: Final = 120
AND_ALIKE: Final = " (dan sejenis)"
"""Behind the message of a line that stands for findings with messages of their own: it is that of the first."""
AND_MORE: Final = " …"
"""Behind the areas of a line that has more of them than are named."""
_AS_IT_IS: Final = "Tidak perlu tindakan; untuk diketahui."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of "Perbaikan": one finding, or many of the same rule in the same column.

    Attributes:
        cells: as people read them: ``F17``, or ``F17:F40, F45`` for many; empty: the whole sheet or file.
        first: the cell that a link leads to.
        column: the heading as written in the sheet.
        n: how many findings.
    """

    severity: Severity
    rule: str
    sheet: str
    cells: str
    first: str
    column: str
    value: str
    expected: str
    message: str
    fix: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class Notice:
    """All that an office is told.

    Attributes:
        submission: its id; empty: the file was only looked at.
        file: its name.
        office: code; empty: nobody knows.
        office_name: likewise.
        period: ``YYYY-MM``; empty: nobody knows.
        verdict: what became of it.
        lines: sorted by what matters most.
        marks: by sheet (``""``: the only one of a delimited file) and position.
        n_answered: findings that were confirmed or waived: neither listed nor marked.
        data_name: what the sheet of a delimited file is called in the workbook made from it.
    """

    submission: str
    file: str
    office: str
    office_name: str
    period: str
    verdict: Word
    lines: tuple[Line, ...] = ()
    marks: Mapping[str, Mapping[Position, Mark]] | None = None
    n_answered: int = 0
    data_name: str = ""

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(line.n for line in self.lines if line.severity == severity)

    @property
    def has_questions(self) -> bool:
        """Whether something needs a reason."""
        return any(line.severity == "KONFIRMASI" for line in self.lines)


Finding = Mapping[str, Any]


def open_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has answered yet."""
    return [f for f in findings if f.get("status", "open") not in _ANSWERED]


def lines_of(findings: Iterable[Finding], contracts: Contracts) -> tuple[Line, ...]:
    """Findings as lines: worst severity first, then greatest impact, then as they stand in the file.

    Args:
        findings: with the keys of :data:`checks.finding.FINDINGS`; answered ones are left out.
        contracts: for the impact of the rules, and for whose values may be shown.
    """
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for finding in open_findings(findings):
        groups.setdefault(tuple(finding[key] for key in _TOGETHER), []).append(finding)
    lines: list[tuple[tuple[Any, ...], Line]] = []
    for (rule_id, sheet, *_), group in groups.items():
        rule = contracts.rule.get(rule_id)
        ordered = sorted(group, key=lambda f: position_of(f["cell"] or ""))
        rank = (SEVERITIES.index(group[0]["severity"]), -(rule.impact if rule else 2), rule_id, sheet or "")
        parts = [ordered] if len(ordered) >= FOLD_FROM else [[f] for f in ordered]
        lines += [((*rank, position_of(some[0]["cell"] or "")), _line(some, rule)) for some in parts]
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _line(findings: Sequence[Finding], rule: Rule | None) -> Line:
    first = findings[0]
    shows = not (rule is not None and rule.confidential)
    cells = [f["cell"] for f in findings if f["cell"]]
    fix = first["fix"] or (_AS_IT_IS if first["severity"] == "CATATAN" else "")
    return Line(
        severity=first["severity"],
        rule=first["rule"],
        sheet=first["sheet"] or "",
        cells=cells[0] if len(cells) == 1 else _areas(cells),
        first=cells[0] if cells else "",
        column=first["column"] or "",
        value=cut_value(_common([f["value"] for f in findings], "berbeda-beda")) if shows else "",
        expected=_common([f["expected"] for f in findings], "lihat catatan pada setiap sel") if shows else "",
        message=first["message"] if len({f["message"] for f in findings}) == 1 else first["message"] + AND_ALIKE,
        fix=fix,
        n=len(findings),
    )


def _areas(cells: Sequence[str]) -> str:
    found = list(runs(position_of(c) for c in cells))
    more = f"{AND_MORE} (seluruhnya {len(cells)} sel, semua diwarnai)" if len(found) > _MANY_AREAS else ""
    return ", ".join(found[:_MANY_AREAS]) + more


def cut_value(text: str) -> str:
    """What a cell holds, without the end of a very long text."""
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} … ({len(text)} huruf)"


def _common(values: Sequence[str | None], otherwise: str) -> str:
    found = {v or "" for v in values}
    return found.pop() if len(found) == 1 else otherwise


def marks_of(findings: Iterable[Finding], contracts: Contracts) -> dict[str, dict[Position, Mark]]:
    """Marks by sheet and position; a cell with several findings has the colour of the worst and a note with all."""
    found: dict[str, dict[Position, list[Finding]]] = {}
    for finding in open_findings(findings):
        at = position_of(finding["cell"] or "")
        if all(at):
            found.setdefault(finding["sheet"] or "", {}).setdefault(at, []).append(finding)
    return {sheet: {at: _mark(some, contracts) for at, some in cells.items()} for sheet, cells in found.items()}


def _mark(findings: list[Finding], contracts: Contracts) -> Mark:
    ordered = sorted(findings, key=lambda f: SEVERITIES.index(f["severity"]))
    note = "\n\n".join(_note(f, contracts.rule.get(f["rule"])) for f in ordered)
    return Mark(ordered[0]["severity"], note, any(_FRACTION.match(f["value"] or "") for f in findings))


def _note(finding: Finding, rule: Rule | None) -> str:
    said = [f"{finding['severity']}: {finding['message']}"]
    if finding["expected"] and not (rule is not None and rule.confidential):
        said.append(f"Seharusnya: {finding['expected']}")
    if finding["fix"]:
        said.append(finding["fix"])
    if finding["severity"] == "KONFIRMASI":
        said.append("Bila memang benar: jangan diubah, tulis alasannya di lembar Perbaikan.")
    return "\n".join(said)
