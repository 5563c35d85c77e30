"""What the practice nation makes, grows and does: the lists beside this module, as values."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.reference import Office

_HERE = Path(__file__).parent
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Good:
    """A product as several offices make it. ``sizes``: name of the size → price factor."""

    prefix: str
    name: str
    sizes: tuple[tuple[str, float], ...]
    category: str
    unit: str
    price_rp: int
    regions: frozenset[str]
    kinds: frozenset[str]
    field: str
    season: str

    def suits(self, office: Office) -> bool:
        """Whether an office of that region and kind makes it (a region may be one office's code)."""
        here = {_ALL, office.kanwil, office.kode_upt}
        return bool(self.regions & here) and bool(self.kinds & {_ALL, office.jenis})

    @property
    def is_of_one_office(self) -> bool:
        """A flagship that one office alone makes."""
        return len(self.regions) == 1 and "-" in next(iter(self.regions))


@dataclass(frozen=True, slots=True)
class Crop:
    """A commodity: price a unit, area in m², yield in units a m²."""

    sector: str
    name: str
    unit: str
    price_rp: int
    area_m2: tuple[int, int]
    per_m2: tuple[float, float]
    regions: frozenset[str]

    def suits(self, office: Office) -> bool:
        """Whether it grows in the office's region."""
        return bool(self.regions & {_ALL, office.kanwil})


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that offices do; ``host`` may hold ``{kanwil}`` and ``{tempat}``."""

    kind: str
    name: str
    host: str


@functools.cache
def goods() -> tuple[Good, ...]:
    """``products.csv``."""
    return tuple(
        Good(
            prefix=row["kode"],
            name=row["nama"],
            sizes=tuple(_size(s) for s in row["ukuran"].split("|")),
            category=row["kategori"],
            unit=row["satuan"],
            price_rp=int(row["harga"]),
            regions=_set(row["wilayah"]),
            kinds=_set(row["jenis"]),
            field=row["bidang"],
            season=row["musim"],
        )
        for row in _rows("products")
    )


@functools.cache
def crops() -> tuple[Crop, ...]:
    """``commodities.csv``."""
    return tuple(
        Crop(
            sector=row["sektor"],
            name=row["komoditas"],
            unit=row["satuan"],
            price_rp=int(row["harga"]),
            area_m2=(int(row["luas_dari"]), int(row["luas_sampai"])),
            per_m2=(float(row["hasil_dari"]), float(row["hasil_sampai"])),
            regions=_set(row["wilayah"]),
        )
        for row in _rows("commodities")
    )


@functools.cache
def activities() -> tuple[Activity, ...]:
    """``activities.csv``."""
    return tuple(Activity(row["jenis"], row["nama"], row["penyelenggara"]) for row in _rows("activities"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split("/"))


def _size(text: str) -> tuple[str, float]:
    name, _, times = text.partition("=")
    return name, float(times)
