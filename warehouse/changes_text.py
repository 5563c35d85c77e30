"""``CHANGES.md`` and ``CHANGES.csv``: what a release changes, for people and for programs.

The page is bounded: long tables show their largest movements and say how much more stands in the CSV, which is whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow.csv as pc

from warehouse.changes import PARTS, Changes

MOST_ROWS: Final = 100
"""Rows of one table on the page: 33 regional offices over three months."""

MOST_PARTS: Final = 200
"""Replaced submissions named one by one."""

_WORDS: Final = {"n_upt": "UPT melapor", "n_nihil": "UPT nihil", "n_baris": "baris"}
_MIXED: Final = " \\*"
_ABOUT_MIXED: Final = "\\* dijumlahkan lintas satuan: menandai bahwa angkanya bergerak, bukan jumlah yang bermakna.\n"
_MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
Row = dict[str, Any]


def write_changes(folder: Path, found: Changes, release: str, before: str | None) -> None:
    """Write ``CHANGES.md``, and ``CHANGES.csv`` with every figure that moved, into the folder of a release."""
    (folder / "CHANGES.md").write_text(as_markdown(found, release, before), encoding="utf-8")
    pc.write_csv(found.figures, folder / "CHANGES.csv")


def as_markdown(found: Changes, release: str, before: str | None) -> str:
    """The page, in Indonesian.

    Args:
        found: what moved.
        release: the release's name.
        before: the name of the one it is compared with; None: there is none.
    """
    rows = found.figures.to_pylist()
    regional = [r for r in rows if r["kanwil"] is not None]
    revised = [r for r in regional if (r["dataset"], r["periode"]) in found.known]
    new = [r for r in regional if (r["dataset"], r["periode"]) not in found.known]
    since = f" sejak {before}" if before else ""
    parts = [
        f"# Perubahan terbitan {release}{since}\n",
        *_summary(found, revised, new, before),
        *_national(found, [r for r in rows if r["kanwil"] is None]),
    ]
    if before:
        parts += _by_region("Bulan yang direvisi, menurut kantor wilayah", revised, found)
        parts += _by_region("Bulan baru, menurut kantor wilayah", new, found)
        parts += _replaced(found)
        parts += _tables(found)
    if any(r["ukuran"] in found.mixed for r in rows):
        parts.append(_ABOUT_MIXED)
    return "\n".join(parts)


def _summary(found: Changes, revised: list[Row], new: list[Row], before: str | None) -> Iterable[str]:
    if before is None:
        yield "Terbitan pertama: belum ada pembandingnya, jadi semua angka di bawah ini baru.\n"
        return
    kinds: Counter[str] = Counter()
    for part in found.parts:
        kinds[_kind(part)] += int(part["n_bagian"])  # type: ignore[call-overload]
    if not found.figures.num_rows and not kinds:
        yield "Tidak ada angka yang berubah: yang berubah hanya temuan, rujukan, atau keterangan tabel.\n"
        return
    yield f"- Bulan baru: {_months(new)}."
    yield f"- Bulan yang direvisi: {_months(revised)}."
    yield (
        f"- Bagian laporan: {number(kinds['baru'])} baru, {number(kinds['ganti'])} digantikan kiriman yang lebih akhir,"
        f" {number(kinds['tarik'])} tidak berlaku lagi."
    )
    regions = {r["kanwil"] for r in (*revised, *new)}
    yield f"- Kantor wilayah yang angkanya bergerak: {len(regions)}.\n"


def _national(found: Changes, rows: list[Row]) -> Iterable[str]:
    if not rows:
        return
    yield "## Seluruh Indonesia\n"
    yield from _head("periode", "dataset", "angka", "sebelum", "sesudah", "selisih", "")
    rows = sorted(rows, key=lambda r: (_newest_first(r["periode"]), r["dataset"], _rank(r["ukuran"])))
    for row in rows[:MOST_ROWS]:
        known = (row["dataset"], row["periode"]) in found.known
        figures = (number(row["sebelum"]), number(row["sesudah"]), _signed(row["sesudah"] - row["sebelum"]))
        label = "revisi" if known else "baru"
        yield _line(row["periode"], row["dataset"], _word(row["ukuran"], found), *figures, label)
    yield _more(len(rows))


def _word(figure: str, found: Changes) -> str:
    return f"{figure}{_MIXED}" if figure in found.mixed else _WORDS.get(figure, figure)


def _by_region(title: str, rows: list[Row], found: Changes) -> Iterable[str]:
    """A table a dataset: a row a month and regional office, a column a figure that moved in any of them."""
    if not rows:
        return
    yield f"## {title}\n"
    for dataset in sorted({r["dataset"] for r in rows}):
        cells: dict[tuple[str, str], dict[str, Row]] = {}
        for row in rows:
            if row["dataset"] == dataset:
                cells.setdefault((row["periode"], row["kanwil"]), {})[row["ukuran"]] = row
        figures = sorted({f for row in cells.values() for f in row}, key=_rank)
        largest = sorted(cells, key=lambda key: -_size(cells[key]))[:MOST_ROWS]
        yield f"### {dataset}\n"
        yield from _head("periode", "kantor wilayah", *(_word(f, found) for f in figures))
        for period, region in sorted(largest, key=lambda key: (_newest_first(key[0]), key[1])):
            moved = cells[period, region]
            yield _line(period, region, *(_step(moved[f]) if f in moved else "" for f in figures))
        yield _more(len(cells))


def _replaced(found: Changes) -> Iterable[str]:
    rows = [p for p in found.parts if _kind(p) != "baru"]
    if not rows:
        return
    yield "## Kiriman yang digantikan atau tidak berlaku lagi\n"
    yield from _head("periode", "kantor wilayah", "UPT", "bagian", "sebelum", "sesudah")
    for p in rows[:MOST_PARTS]:
        office = f"{p['nama_upt']} ({p['kode_upt']})"
        yield _line(p["periode"], p["kanwil"], office, p["bagian"], p["lama"], p["baru"] or "tidak ada")
    yield _more(len(rows), MOST_PARTS, "bandingkan core.publikasi_berlaku dari kedua terbitan")


def _tables(found: Changes) -> Iterable[str]:
    if found.columns:
        yield "## Susunan tabel\n"
        yield from _head("tabel", "kolom", "sebelum", "sesudah")
        for table, column, then, now in found.columns[:MOST_ROWS]:
            yield _line(table, column, then or "belum ada", now or "tidak ada lagi")
        yield _more(len(found.columns), where="bandingkan meta.column dari kedua terbitan")
    if found.tables:
        yield "## Tabel lain yang banyak barisnya berubah\n"
        yield from _head("tabel", "sebelum", "sesudah", "selisih")
        for name, rows, rows_now in found.tables:
            yield _line(name, number(rows), number(rows_now), _signed(rows_now - rows))
        yield ""


def _kind(part: dict[str, object]) -> str:
    if part["lama"] is None:
        return "baru"
    return "ganti" if part["baru"] is not None else "tarik"


def _months(rows: list[Row]) -> str:
    periods = sorted({r["periode"] for r in rows}, reverse=True)
    named = [f"{_MONTHS[int(p[5:]) - 1]} {p[:4]}" for p in periods[:12]]
    if len(periods) > len(named):
        named.append(f"dan {len(periods) - len(named)} bulan lain")
    return ", ".join(named) or "tidak ada"


def _newest_first(period: str) -> int:
    return -int(period.replace("-", ""))


def _rank(figure: str) -> tuple[int, str]:
    return (PARTS.index(figure), "") if figure in PARTS else (len(PARTS), figure)


def _size(moved: dict[str, Row]) -> Decimal:
    """How large the movement of a regional office is: its largest share of what was or is there."""
    shares = [abs(r["sesudah"] - r["sebelum"]) / max(abs(r["sebelum"]), abs(r["sesudah"])) for r in moved.values()]
    return max(shares, default=Decimal(0))


def _step(row: Row) -> str:
    if not row["sebelum"]:
        return number(row["sesudah"])
    return f"{number(row['sebelum'])} → {number(row['sesudah'])} ({_signed(row['sesudah'] - row['sebelum'])})"


def _signed(value: Decimal | int) -> str:
    return ("+" if value > 0 else "") + number(value)


def number(value: Decimal | int) -> str:
    """A number the Indonesian way, without needless decimals: ``1.234.567,5``."""
    whole, _, decimals = f"{value:,}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".").replace("-", "−") + (f",{decimals}" if decimals else "")


def _head(*names: str) -> Iterable[str]:
    yield _line(*names)
    yield "|" + "---|" * len(names)


def _line(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _more(n: int, most: int = MOST_ROWS, where: str = "semuanya ada di CHANGES.csv") -> str:
    return f"\n… dan {number(n - most)} baris lain; {where}.\n" if n > most else ""
