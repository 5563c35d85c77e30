"""Sheets drawn as text, with what a person reads in them: ``tests/sources/drawn/*.txt``.

A sheet opens with ``== name [form]``; the form is ``xlsx`` or ``csv`` with its delimiter (``csv ;``, ``csv tab``) and
encoding. Then what is in it, a line each: ``kolom: A ; B`` (else the last heading row names the columns),
``jumlah: name = sum`` or ``name = sum (nulls)``, ``tanggal: name = first … last``, ``teks: name``; ``tabel:`` goes on
to the next table. Of tables side by side (``bersisian …``) each says its ``kolom``, ``baris: 2-4`` and, where it has
headings of its own, ``kepala: 3``. Then the rows,
with the role of each in the margin:

====== ==================================================================================
``t``   title, letterhead, metadata
``h``   heading
``d``   data
``x``   set aside: numbering, units, group, total, headings again, blank inside (any reason)
``n``   note, source, signature
``.``   blank
====== ==================================================================================

In a workbook ``|`` stands between cells; plain figures are numbers (``'12`` is the text 12), ``@2025-01-31`` a date,
``@7:30`` a time of day, ``%0.125`` a share shown as percentage. A heading below data begins another table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.sources.sheets import Percent, workbook

FOLDER = Path(__file__).parent / "drawn"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(slots=True)
class Expected:
    """A table as a person reads it."""

    columns: list[str] = field(default_factory=list)
    sums: dict[str, tuple[str, int]] = field(default_factory=dict)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    data: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Drawn:
    """A drawn sheet: its bytes, and the tables in it."""

    name: str
    form: str
    tables: list[Expected]
    lines: list[str]

    @property
    def file(self) -> str:
        return "laporan." + self.form.split()[0]

    def data(self) -> bytes:
        if self.form.startswith("csv"):
            words = self.form.split()
            mark = "\t" if "tab" in words else None
            lines = [re.sub(r"\s*\|\s*", mark, line) if mark else line for line in self.lines]
            return ("\n".join(lines) + "\n").encode("cp1252" if "cp1252" in words else "utf-8")
        return workbook({"Lembar": [[_cell(c.strip()) for c in line.split("|")] for line in self.lines]})


def _cell(text: str) -> object:
    if text.startswith("'"):
        return text[1:]
    if text.startswith("@"):
        if ":" in text:
            hours, minutes = text[1:].split(":")
            return dt.time(int(hours), int(minutes))
        return dt.date.fromisoformat(text[1:])
    if text.startswith("%") and len(text) > 1:
        return Percent(float(text[1:]))
    return float(text) if _NUMBER.fullmatch(text) else text or None


def drawn_sheets() -> Iterator[Drawn]:
    """Every sheet of every file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield _sheet(part)


def _sheet(part: str) -> Drawn:
    head, _, rest = part.partition("\n")
    name, _, form = head.rstrip("] ").partition(" [")
    says: list[list[str]] = [[]]
    roles, lines = [], []
    for line in rest.split("\n"):
        if re.match(r"(?:kolom|jumlah|tanggal|teks|baris|kepala|tabel):", line):
            if line.startswith("tabel:"):
                says.append([])
            else:
                says[-1].append(line)
        elif line[:1] in {"t", "h", "d", "x", "n", "."} and line[1:2] in {"", " "}:
            roles.append(line[0])
            lines.append(line[2:])
    tables = _tables(roles, lines, "|" if "csv" not in form or "tab" in form else form.split()[1])
    tables += [Expected(header=list(tables[0].header)) for _ in says[len(tables) :] if name.startswith("bersisian")]
    if len(says) != len(tables):
        raise ValueError(f"{name}: {len(tables)} tables, {len(says)} said")
    for table, said in zip(tables, says, strict=True):
        _say(table, said)
    return Drawn(name, form, tables, lines)


def _tables(roles: list[str], lines: list[str], mark: str) -> list[Expected]:
    tables = [Expected()]
    for row, (role, line) in enumerate(zip(roles, lines, strict=True), start=1):
        if role == "h" and tables[-1].data:
            tables.append(Expected())
        if role == "h":
            tables[-1].header.append(row)
            tables[-1].columns = [c.strip() for c in line.split(mark)]
        if role == "d":
            tables[-1].data.append(row)
    return tables


def _say(table: Expected, said: list[str]) -> None:
    for line in said:
        what, _, value = line.partition(":")
        if what == "kepala":
            table.header = [int(value)]
            continue
        if what == "baris":
            top, bottom = map(int, value.split("-"))
            table.data = list(range(top, bottom + 1))
            continue
        for one in (v.strip() for v in value.split(" ; ")):
            name, _, rest = (w.strip() for w in one.rpartition(" = "))
            if what == "kolom":
                table.columns = [v.strip() for v in value.split(" ; ")]
            elif what == "jumlah":
                total, _, nulls = rest.partition(" (")
                table.sums[name] = (total, int(nulls.rstrip(")") or 0))
            elif what == "tanggal":
                first, _, last = rest.partition(" … ")
                table.days[name] = (first, last or first)
            else:
                table.texts.append(one)


def differences(drawn: Drawn, found: list[dict[str, Any]]) -> list[str]:
    """What was read otherwise than a person reads it."""
    if len(found) != len(drawn.tables):
        return [f"{len(found)} tables for {len(drawn.tables)}: {[t['range'] for t in found]}"]
    return [said for want, table in zip(drawn.tables, found, strict=True) for said in _compare(want, table)]


def _compare(want: Expected, table: dict[str, Any]) -> Iterator[str]:
    header = [want.header[0], want.header[-1]] if want.header else None
    if table["header_rows"] != header:
        yield f"header {table['header_rows']} for {header}"
    rows = (table["first_data_row"], table["last_data_row"], table["n_data_rows"])
    if rows != (want.data[0], want.data[-1], len(want.data)):
        yield f"rows {rows} for {want.data[0], want.data[-1], len(want.data)}; left out {table['excluded_rows']}"
    names = [c["name"] for c in table["columns"]]
    columns = dict(zip(want.columns, table["columns"], strict=False))
    if len(names) != len(want.columns) or any(
        w.casefold() != n.casefold() for w, n in zip(want.columns, names, strict=True) if not w.startswith("(unnamed")
    ):
        yield f"columns {names} for {want.columns}"
        return
    for name, (total, nulls) in want.sums.items():
        said = columns[name]
        if said["type"] != "number" or Decimal(said["sum"]) != Decimal(total) or said["nulls"] != nulls:
            yield f"{name}: {said} for {total} ({nulls})"
    for name, days in want.days.items():
        if columns[name]["type"] != "date" or (columns[name]["min"], columns[name]["max"]) != days:
            yield f"{name}: {columns[name]} for {days}"
    for name in want.texts:
        if columns[name]["type"] != "text":
            yield f"{name}: {columns[name]} for text"
