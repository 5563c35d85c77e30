"""What the CSV files are called that ``lumbung read --out`` writes: after the files that they come from.

``penjualan.xlsx`` gives ``penjualan.csv``, and ``penjualan.2.csv`` from its second table. A file whose names are taken
already gets those of the folders that it lies in as well: ``bangli_penjualan.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import PurePath


class CleanNames:
    """Names for the tables of one file after the other; none is given twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, file: str, tables: Iterable[int]) -> list[str]:
        """What the CSV files of a file are called.

        Args:
            file: the file, as it was named (``kiriman.zip/produk.csv`` for one in a zip).
            tables: numbers of its tables, from 1.
        """
        endings = [".csv" if number == 1 else f".{number}.csv" for number in tables]
        return next(names for stem in _stems(file) if (names := self._take([stem + end for end in endings])))

    def _take(self, names: list[str]) -> list[str]:
        folded = {name.casefold() for name in names}
        if self._given & folded:
            return []
        self._given |= folded
        return names


def _stems(file: str) -> Iterator[str]:
    path = PurePath(file)
    folders = [part for part in path.parts[:-1] if part.strip("/.")]
    stems = ["_".join([*folders[len(folders) - n :], path.stem]) for n in range(len(folders) + 1)]
    yield from stems
    yield from (f"{stems[-1]}-{n}" for n in count(2))
