"""A month as people write it becomes ``YYYY-MM``.

Words and abbreviations as in public reports: Jan(uari), Feb(ruari), Mar(et), Apr(il), Mei, Jun(i), Jul(i),
Agu(stus), Agt, Ags, Sep(tember), Sept, Okt(ober), Nov(ember), Nop(ember), Des(ember); English names too.
"""

from __future__ import annotations

import functools
import re

_NAMES = (
    ("jan", "januari", "january"),
    ("feb", "peb", "februari", "pebruari", "february"),
    ("mar", "mrt", "maret", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("agu", "agt", "ags", "aug", "agust", "agustus", "august"),
    ("sep", "sept", "september"),
    ("okt", "oct", "oktober", "october"),
    ("nov", "nop", "november", "nopember"),
    ("des", "dec", "desember", "december"),
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
"""Month numbers by name in lower case."""

_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/. ]\s*(0?[1-9]|1[0-2])(?:\s*[-/.]\s*(?:0?[1-9]|[12]\d|3[01]))?(?![\d])"
)
_MONTH_FIRST = re.compile(r"(?<![\d/.-])(0?[1-9]|1[0-2])\s*[-/. ]\s*((?:19|20)\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])\s*[-/.]\s*(0?[1-9]|1[0-2])\s*[-/.]\s*((?:19|20)\d\d)(?!\d)")
_NAMED = re.compile(rf"(?<![a-z])({_WORDS})(?![a-z])\.?\s*[-/.,' ]*\s*((?:19|20)\d\d|\d\d)(?!\d)")
_NAMED_YEAR_FIRST = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*[-/., ]*\s*({_WORDS})(?![a-z])")
_SPAN = re.compile(r"\b(?:triwulan|kuartal|quarter|tw|semester|smt|tahunan|mingguan|minggu)\b")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])$")


@functools.lru_cache(maxsize=8192)
def parse_period(text: str) -> str | None:
    """The one month that a text names, or None: none, or more than one.

    Args:
        text: ``2026-10``, ``Oktober 2026``, ``10/2026``, ``31 Okt 2026``, ``2026-10-31`` (a native date), ``202610``,
            ``Laporan Bulan Oktober Tahun 2026`` …

    Returns:
        ``YYYY-MM``. A day is accepted and ignored; a span of months is None.
    """
    folded = re.sub(r"\b(?:bulan|tahun|thn|th)\b\.?", " ", text.casefold())
    folded = re.sub(r"\s+", " ", folded.replace("–", "-").replace("\xa0", " ")).strip()
    folded = re.sub(r"[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?$", "", folded)
    if _SPAN.search(folded):
        return None
    if match := _COMPACT.match(folded):
        return f"{match[1]}-{match[2]}"
    found: set[str] = set()
    rest = folded
    for pattern, year, month in ((_YEAR_FIRST, 1, 2), (_DAY_FIRST, 3, 2), (_MONTH_FIRST, 2, 1)):
        found.update(f"{m[year]}-{int(m[month]):02d}" for m in pattern.finditer(rest))
        rest = pattern.sub(" ", rest)
    for pattern, year, month in ((_NAMED, 2, 1), (_NAMED_YEAR_FIRST, 1, 2)):
        for match in pattern.finditer(rest):
            digits = match[year]
            found.add(f"{digits if len(digits) == 4 else '20' + digits}-{MONTHS[match[month]]:02d}")
        rest = pattern.sub(" ", rest)
    more = {MONTHS[word] for word in re.findall(r"[a-z]+", rest) if word in MONTHS}
    return found.pop() if len(found) == 1 and more <= {int(month[5:]) for month in found} else None
