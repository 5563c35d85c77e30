"""Clean tables of our own, polluted in one way a file, as data-loading benchmarks do it (the kinds are Pollock's).

A :class:`Polluted` file knows which rows stand in it. What a reader says of it is judged row by row: every row that is
not broken comes back verbatim; the broken one comes back verbatim or is reported, never moved into other columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

Row = list[str]


@dataclass(frozen=True)
class Table:
    """A clean table; every row is as wide as the heading."""

    name: str
    header: Row
    rows: list[Row]


@dataclass(frozen=True)
class Polluted:
    """A file that holds a table in a polluted form.

    Attributes:
        name: table and kind of pollution.
        data: the file.
        header: the headings that a reader should give; None: the file has none.
        rows: what stands in it, row by row.
        also: other readings of the broken row that are as right.
        broken: which row is broken (0: the headings, 1 the first row of data), or None.
    """

    name: str
    data: bytes
    header: Row | None
    rows: list[Row]
    also: list[Row] = field(default_factory=list)
    broken: int | None = None


_THINGS = (
    "Tempe",
    "Kopi Pagar Alam",
    "Keset, sabut",
    'Meja 24" lipat',
    "Sapu lidi",
    "Batik cap, 2 x 1 m",
    "Kue 'putu'",
)
_TEXTS = (
    "Dibuat di bengkel kerja, tahan lama, dan mudah dibersihkan dengan air hangat atau sabun.",
    "Bahan dari petani sekitar; kemasan 250 g dengan label halal dan nomor P-IRT pada bagian belakang.",
    'Ukuran 10" kali 12", dikerjakan tangan oleh sepuluh orang, cocok untuk dipakai setiap hari.',
    "Satu set berisi enam buah yang dikemas dalam kotak kayu jati dan siap dikirim ke seluruh Indonesia.",
)


def catalogue(rows: int = 24) -> Table:
    """Dates, times, codes, prices with a sign, long texts, addresses, an empty last column."""
    made = [
        [
            f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2026",
            f"{i % 24:02d}:{i * 15 % 60:02d}",
            str(i % 7),
            f"{'ABC'[i % 3]}{'XYZ'[i % 3]}-{1000 + i * 37}",
            f"${i * 3 + 1}.{i % 10}{i % 9}",
            f"{_THINGS[i % len(_THINGS)]} {'besar' if i % 2 else 'kecil'}",
            _TEXTS[i % len(_TEXTS)],
            f"https://contoh.example/produk/{1000 + i * 37}.html",
            "",
        ]
        for i in range(rows)
    ]
    header = ["TANGGAL", "JAM", "Qty", "KODE", "Harga", "Jenis", "Keterangan", "URL", "Catatan"]
    return Table("katalog", header, made)


def report(rows: int = 24) -> Table:
    """Leading zeros, amounts with a decimal comma, breaks inside of cells, empty cells here and there."""
    made = [
        [
            f"{i * 7 % 1000:04d}",
            f"Lapas Kelas II{'AB'[i % 2]} {('Lahat', 'Bangli', 'Cilegon', 'Palu')[i % 4]}",
            f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d}",
            f"{i * 1234 + 5},{i % 90 + 10}",
            ("kg", "bungkus", "unit", "ekor")[i % 4],
            "" if i % 3 == 0 else f"{i}.500",
            ("lunas", "", "tempo\n30 hari", "titip, koperasi")[i % 4],
        ]
        for i in range(rows)
    ]
    return Table("laporan", ["Kode", "Nama UPT", "Tanggal", "Nilai", "Satuan", "Volume", "Keterangan"], made)


def figures(rows: int = 24) -> Table:
    """A name and numbers, as statistics are handed out."""
    places = ("Aceh", "Bali", "Banten", "Bengkulu", "Gorontalo", "Jambi", "Lampung", "Maluku")
    made = [
        [f"{places[i % 8]} {i // 8 + 1}", *(str((i + 3) * j * 17 % 9973) for j in range(11, 15)), f"{i % 97}.{i % 10}"]
        for i in range(rows)
    ]
    return Table("statistik", ["Provinsi", "Unit", "Pekerja", "Terlatih", "Omzet", "Persen"], made)


TABLES = (catalogue, report, figures)


def cell(text: str, delimiter: str = ",", quote: str = '"', escape: str | None = None) -> str:
    """A cell as it is written: quoted where it must be. ``escape`` None: quotes are doubled, "": left as they are."""
    if not any(mark in text for mark in (delimiter, quote, "\n", "\r")):
        return text
    inner = text.replace(quote, (quote if escape is None else escape) + quote)
    return f"{quote}{inner}{quote}"


def written(table: Table, delimiter: str = ",", end: str = "\r\n", **dialect: str) -> list[str]:
    """The lines of a table, headings first, each with its end."""
    return [delimiter.join(cell(c, delimiter, **dialect) for c in row) + end for row in [table.header, *table.rows]]


def polluted_files(table: Table, every: int = 1) -> Iterator[Polluted]:
    """All kinds of pollution of a table.

    Args:
        table: the clean table.
        every: pollute only every so manieth row in the kinds that break a single row.
    """
    for name, data in _whole_files(table):
        yield Polluted(f"{table.name}: {name}", data.encode(), table.header, table.rows)
    for name, bytes_ in _encodings(table):
        yield Polluted(f"{table.name}: {name}", bytes_, table.header, table.rows)
    yield from _around(table)
    for i in range(0, len(table.rows) + 1, every):
        yield from _broken_rows(table, i)


def _whole_files(table: Table) -> Iterator[tuple[str, str]]:
    yield "source", "".join(written(table))
    yield "no trailing newline", "".join(written(table)).rstrip("\r\n")
    yield "double trailing newline", "".join(written(table)) + "\r\n"
    for end in ("\n", "\r", "\r\n", "\r\r\n"):
        yield f"record delimiter {end!r}", "".join(written(table, end=end))
    for delimiter in (";", "\t", "|", " ", ", ", "^", "~"):
        yield f"field delimiter {delimiter!r}", "".join(written(table, delimiter))
    yield "quotation char '", "".join(written(table, quote="'"))
    yield "escape \\", "".join(written(table, escape="\\"))
    yield "escape none", "".join(written(table, escape=""))
    yield "quote all", _by_csv(table, quoting=csv.QUOTE_ALL)
    yield "quote all ;", _by_csv(table, quoting=csv.QUOTE_ALL, delimiter=";")
    if all("\n" not in c for row in table.rows for c in row):
        yield "whole row quotes", "".join(_wrapped(line) for line in written(table))


def _wrapped(line: str) -> str:
    return '"' + line.rstrip("\r\n").replace('"', '""') + '"\r\n'


def _by_csv(table: Table, **dialect: object) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n", **dialect).writerows([table.header, *table.rows])  # type: ignore[arg-type]
    return buffer.getvalue()


def _encodings(table: Table) -> Iterator[tuple[str, bytes]]:
    text = "".join(written(table))
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        yield f"encoding {encoding}", text.encode(encoding)
    yield "encoding utf-16-be with BOM", "\ufeff".encode("utf-16-be") + text.encode("utf-16-be")


def _around(table: Table) -> Iterator[Polluted]:
    """What stands around the rows: headings twice or not at all, lines before, other tables below."""
    lines, name, width = written(table), table.name, len(table.header)
    twice = [f"{h} / {h}" for h in table.header]
    yield Polluted(f"{name}: no header", "".join(lines[1:]).encode(), None, table.rows)
    yield Polluted(f"{name}: header multirow 2", (lines[0] + "".join(lines)).encode(), twice, table.rows)
    yield Polluted(f"{name}: one data row", "".join(lines[:2]).encode(), table.header, table.rows[:1])
    preamble = f"PREAMBLE{',' * (width - 1)}\r\n{',' * (width - 1)}\r\n"
    yield Polluted(f"{name}: preamble", (preamble + "".join(lines)).encode(), table.header, table.rows)
    yield Polluted(f"{name}: preamble alone", ("PREAMBLE\r\n\r\n" + "".join(lines)).encode(), table.header, table.rows)
    yield Polluted(f"{name}: multitable same", ("".join(lines) * 2).encode(), table.header, table.rows * 2)
    less = written(Table("", table.header[:-1], [r[:-1] for r in table.rows]))
    yield Polluted(f"{name}: multitable less", "".join(lines + less).encode(), table.header, table.rows)
    more = written(Table("", [*table.header, "lagi"], [[*r, "x"] for r in table.rows]))
    yield Polluted(f"{name}: multitable more", "".join(lines + more).encode(), table.header, table.rows)


def _broken_rows(table: Table, i: int) -> Iterator[Polluted]:
    clean = [table.header, *table.rows]
    lines = written(table)
    cells = [cell(c) for c in clean[i]]

    def made(kind: str, line: str, *also: Row) -> Polluted:
        data = "".join([*lines[:i], line, *lines[i + 1 :]]).encode()
        return Polluted(f"{table.name}: {kind} row {i}", data, table.header, table.rows, list(also), i)

    for j in range(len(cells)):
        line = ",".join([*cells[:j], "", *cells[j:]]) + "\r\n"
        yield made(f"more separators before {j}", line)
        if j:
            glued = cells[j - 1] + cells[j]
            yield made(f"less separators before {j}", ",".join([*cells[: j - 1], glued, *cells[j + 1 :]]) + "\r\n")
        inner = cells[j]
        inner = f'"{inner}' if not inner.startswith('"') else f'""{inner[1:]}'
        with_quote = [*clean[i][:j], f'"{clean[i][j]}', *clean[i][j + 1 :]]
        yield made(f"extra quote {j}", ",".join([*cells[:j], inner, *cells[j + 1 :]]) + "\r\n", with_quote)
    for other in (" ", ";", "\t"):
        yield made(f"field delimiter {other!r}", other.join(cell(c, other) for c in clean[i]) + "\r\n")
    quoted = [cell(c, quote="'") for c in clean[i]]
    yield made("quotation char '", ",".join(quoted) + "\r\n", quoted)
    yield made("record delimiter", ",".join(cells) + "\n")
    yield made("short", cells[0] + "\r\n", [clean[i][0], *[""] * (len(cells) - 1)])
