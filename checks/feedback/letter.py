"""The same as the sheet "Perbaikan" for an e-mail: one page of HTML that fetches nothing, and plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checks.feedback import wording
from checks.feedback.notice import Line, Notice
from checks.feedback.palette import EDGES, FILLS
from sources.contract import SEVERITIES
from sources.feedback_sheet import TITLE

_PAGE: Final = Path(__file__).with_name("page.html")
_WIDTH: Final = 76
MOST_LINES: Final = 200
"""Lines of a letter; the workbook has all of them."""
_GREETING: Final = "Yth. Bapak/Ibu pengelola laporan UMKM"
_CLOSING: Final = "Terima kasih atas kerja sama Bapak/Ibu."
_ATTACHED: Final = (
    "Berkas terlampir memuat laporan Bapak/Ibu sendiri dengan sel yang ditandai, dan lembar pertama Perbaikan dengan "
    "daftar di bawah ini."
)
_MORE: Final = "… dan {n} baris lain; daftar lengkapnya ada di lembar Perbaikan pada berkas terlampir."


def page(notice: Notice) -> str:
    """One page of HTML."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(_PAGE.read_text(encoding="utf-8")).render(
        title=TITLE,
        greeting=f"{_GREETING} {notice.office_name}".strip(),
        outcome=wording.outcome(notice),
        answered=wording.answered(notice),
        facts=wording.facts(notice),
        attached=_ATTACHED if notice.lines else "",
        steps=wording.steps(notice),
        headings=wording.HEADINGS,
        lines=notice.lines[:MOST_LINES],
        more=_more(notice),
        meanings=[(s, wording.MEANINGS[s], notice.count(s)) for s in SEVERITIES if notice.count(s)],
        fills=FILLS,
        edges=EDGES,
        closing=_CLOSING,
    )


def text(notice: Notice) -> str:
    """Plain text, at most 76 characters a line."""
    return "\n".join(_lines(notice)) + "\n"


def _more(notice: Notice) -> str:
    left = len(notice.lines) - MOST_LINES
    return _MORE.format(n=left) if left > 0 else ""


def _lines(notice: Notice) -> Iterator[str]:
    yield TITLE
    yield "=" * len(TITLE)
    yield ""
    yield from _wrapped(f"{_GREETING} {notice.office_name}".strip() + ",")
    yield ""
    yield from _wrapped(" ".join(s for s in (wording.outcome(notice), wording.answered(notice)) if s))
    yield ""
    for label, value in wording.facts(notice):
        yield f"{label:<14}: {value}"
    if notice.lines:
        yield ""
        yield from _wrapped(_ATTACHED)
        yield ""
        for number, line in enumerate(notice.lines[:MOST_LINES], start=1):
            yield from _line(number, line)
        if more := _more(notice):
            yield from _wrapped(more)
            yield ""
        yield "Cara memperbaiki dan mengirim kembali"
        for number, step in enumerate(wording.steps(notice), start=1):
            yield from _wrapped(step, f"{number}. ")
    yield ""
    yield _CLOSING


def _line(number: int, line: Line) -> Iterator[str]:
    where = ", ".join(p for p in (line.sheet and f"lembar {line.sheet}", line.cells and f"sel {line.cells}") if p)
    yield from _wrapped(f"[{line.severity}] {where or 'seluruh berkas'}" + (f", {line.column}" if line.column else ""),
                        f"{number}. ")  # fmt: skip
    said = (
        ("", line.message), ("Nilai: ", line.value), ("Seharusnya: ", line.expected), ("Perbaikan: ", line.fix),
    )  # fmt: skip
    for label, words in said:
        if words:
            yield from _wrapped(label + words, "   ")
    yield ""


def _wrapped(words: str, lead: str = "") -> list[str]:
    """Lines of text; a number leads the first, the others stand below its text."""
    clean = " ".join(words.split())
    return textwrap.wrap(clean, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
