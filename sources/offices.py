"""The offices, and which of them a written code or name means.

::

    offices = Offices.load()
    offices.resolve("LAPAS KELAS IIA NARKOTIKA BANGLI").kode_upt      # LPN2A-BANGLI
    offices.resolve("Tangerang").candidates                          # seven codes, kode_upt None

A name finds its office only where exactly one office fits; everything else names the candidates and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sources.office_names import NameParts, parse_name, squash
from sources.reference import FOLDER, FormerName, Office, load_former_names, load_offices

if TYPE_CHECKING:
    import pyarrow as pa

_CODE = re.compile(r"\b[A-Za-z]{2,3}[0-3][A-Za-z]?-[A-Za-z][A-Za-z-]*[A-Za-z]\b")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written office means: its code, or None with the codes that might be meant, and why (Indonesian)."""

    kode_upt: str | None
    candidates: tuple[str, ...]
    why: str


class Offices:
    """All offices, by code and by name.

    Args:
        offices: as they are called now.
        former: earlier names; they find the same office unless a present name says otherwise.
    """

    def __init__(self, offices: Iterable[Office], former: Iterable[FormerName] = ()) -> None:
        self.all = tuple(offices)
        self.former = tuple(former)
        self.by_code: dict[str, Office] = {o.kode_upt: o for o in self.all}
        self._codes = {squash(o.kode_upt): o.kode_upt for o in self.all}
        self._names: dict[str, set[str]] = {}
        self._places: dict[str, list[tuple[NameParts, str]]] = {}
        for name in ("nama_upt", "nama_sumber"):
            self._add((o, getattr(o, name)) for o in self.all)
        present = dict(self._names)
        self._add((f, f.nama_upt) for f in self.former)
        self._names |= present

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Offices:
        """From ``upt.csv`` and ``upt_riwayat.csv`` of a folder.

        Raises:
            ContractError: naming file and line.
        """
        return cls(load_offices(folder), load_former_names(folder))

    def __iter__(self) -> Iterator[Office]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def resolve(self, text: str) -> Resolution:
        """The office that a written code or name means.

        Args:
            text: a cell or part of a file name, as written.

        Returns:
            ``kode_upt`` only where exactly one office fits. ``candidates`` are sorted codes: the one, or those between
            which the text does not decide, or (nothing fits) those of a similar place, at most eight.
        """
        if (code := self._codes.get(squash(text))) is not None:
            return Resolution(code, (code,), "kode UPT")
        named = [self._codes[c] for c in map(squash, _CODE.findall(text)) if c in self._codes]
        rest = self._by_name(_CODE.sub(" ", text)) if named else self._by_name(text)
        found = {*named, rest.kode_upt} - {None} if named else set()
        if len(found) == 1:
            return Resolution(named[0], (named[0],), "kode UPT")
        if found:
            return Resolution(None, tuple(sorted(str(c) for c in found)), "kode dan nama menunjuk UPT yang berbeda")
        return rest

    def table(self) -> pa.Table:
        """Every office as a row of text columns (named as in ``upt.csv``): the relation ``upt`` of the checks."""
        import pyarrow as pa

        names = Office.__slots__
        return pa.table({n: pa.array([getattr(o, n) for o in self.all], pa.string()) for n in names})

    def _add(self, named: Iterable[tuple[Office | FormerName, str]]) -> None:
        for office, name in named:
            parts = parse_name(name)
            self._names.setdefault(squash(name), set()).add(office.kode_upt)
            known = NameParts(office.jenis, office.kelas or None, office.kekhususan, parts.place)
            entries = self._places.setdefault(parts.place, [])
            if (known, office.kode_upt) not in entries:
                entries.append((known, office.kode_upt))

    def _by_name(self, text: str) -> Resolution:
        exact = self._names.get(squash(text), set())
        if len(exact) == 1:
            (code,) = exact
            return Resolution(code, (code,), "nama UPT")
        said = parse_name(text)
        there = self._places.get(said.place, [])
        fitting = [(parts, code) for parts, code in there if _fits(said, parts)]
        codes = {code for _, code in fitting}
        if len(codes) > 1 and said.jenis and said.kelas and said.kekhususan is None:
            # "Lapas Kelas IIA Tangerang" is the general one's full name; the others carry their speciality in theirs.
            general = {code for parts, code in fitting if parts.kekhususan == "Umum"}
            codes = general if len(general) == 1 else codes
        if len(codes) == 1:
            (code,) = codes
            return Resolution(code, (code,), "jenis, kelas, dan tempat")
        if codes:
            return Resolution(None, tuple(sorted(codes)), "beberapa UPT cocok")
        if there:
            return Resolution(None, tuple(sorted({c for _, c in there})), "tempatnya dikenal, jenis atau kelasnya lain")
        return Resolution(None, self._similar(said.place), "tidak ada dalam daftar UPT")

    def _similar(self, place: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        if len(place) < 4:
            return ()
        near = process.extract(place, list(self._places), scorer=fuzz.ratio, score_cutoff=80, limit=3)
        return tuple(sorted({code for name, *_ in near for _, code in self._places[name]}))[:8]


def _fits(said: NameParts, office: NameParts) -> bool:
    """Nothing that is written contradicts the office; a bare class II stands for IIA and IIB too."""
    if said.jenis not in (None, office.jenis):
        return False
    if said.kekhususan not in (None, office.kekhususan):
        return False
    if said.kelas == "II" and office.kelas in ("IIA", "IIB"):
        return True
    return said.kelas in (None, office.kelas)
