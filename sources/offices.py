"""The offices, and which of them a written code or name means.

::

    offices = Offices.load()
    offices.resolve("LAPAS KELAS IIA NARKOTIKA BANGLI").kode_upt      # LPN2A-BANGLI
    offices.resolve("Tangerang").candidates                          # seven codes, kode_upt None

A name finds its office only where exactly one office fits; everything else names the candidates and decides nothing.
A misspelt place counts only where no other place in the country is as near: see :data:`NEAR`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sources.office_names import NameParts, parse_misspelt, parse_name, squash
from sources.office_regions import region_of, without_region
from sources.reference import FOLDER, FormerName, Office, load_former_names, load_offices

if TYPE_CHECKING:
    import pyarrow as pa

NEAR = 2
"""Typing errors (letters wrong, missing, too many or swapped) up to which a place is taken for the one that is meant.
With up to so many, the place that was meant is among those so near; where it is the only one, it is it. Held by a test
over every office (``tests/sources/test_office_spellings.py``)."""
_LEAST_LETTERS = {1: 5, 2: 8}
"""Places shorter than this are not mended: too many words are near them."""
_REMEMBERED = 10_000
_AROUND = ("kotamadya", "kota", "kabupaten", "kab")
_UNMENDED = frozenset({"negara"})
"""A place that is also a word of long names: *Rumah Tahanan Negaca* says no place at all."""
_CODE = re.compile(r"\b[A-Za-z]{2,3}[0-3][A-Za-z]?-[A-Za-z][A-Za-z-]*[A-Za-z]\b")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written office means: its code, or None with the codes that might be meant, and why (Indonesian)."""

    kode_upt: str | None
    candidates: tuple[str, ...]
    why: str
    is_mended: bool = False
    """Whether it was found in spite of typing errors: people are told what it was taken for."""


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
        self._resolved: dict[str, Resolution] = {}
        for name in ("nama_upt", "nama_sumber"):
            self._add((o, getattr(o, name)) for o in self.all)
        present = dict(self._names)
        self._add((f, f.nama_upt) for f in self.former)
        self._names |= present
        self._words = frozenset(w for p in self.all for w in re.findall("[0-9a-z]+", p.nama_upt.casefold()))

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
        found = self._resolved.get(text)
        if found is None:
            found = self._resolve(text)
            if len(self._resolved) < _REMEMBERED:
                self._resolved[text] = found
        return found

    def _resolve(self, text: str) -> Resolution:
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

    def nearest(self, text: str, count: int = 3) -> tuple[str, ...]:
        """The codes that a text most likely means, best guess first: candidates before others."""
        from rapidfuzz import fuzz

        said = squash(text)
        candidates = self.resolve(text).candidates
        scored = [
            (o.kode_upt in candidates, max(fuzz.ratio(said, squash(n)) for n in (o.nama_upt, o.kode_upt)), o.kode_upt)
            for o in self.all
        ]
        return tuple(code for *_, code in sorted(scored, key=lambda s: (not s[0], -s[1], s[2]))[:count])

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
        place = self._written_place(said.place)
        if place is None:
            said = parse_misspelt(text, self._words)
            place = self._misspelt_place(said) if said.jenis is not None else None
        if place is None:
            return Resolution(None, self._similar(said.place), "tidak ada dalam daftar UPT")
        return replace(self._at_place(said, place), is_mended=said.is_mended or place not in said.place)

    def _written_place(self, said: str) -> str | None:
        """The place that is written, or written between words that people put around it (``Kab.``, ``Kota``, a region).

        Not where the whole may be another place misspelt: ``Kotabarru`` is Kotabaru rather than the town of Barru.
        """
        if said in self._places:
            return said
        bare = next((name for name in _bared(said) if name in self._places), None)
        return bare if bare is not None and set(self._near([said])) <= {bare} else None

    def _misspelt_place(self, said: NameParts) -> str | None:
        """The only place within :data:`NEAR` letters of what is written; None: there is none, or more than one.

        Beside kind and class only places count that have such an office.
        """
        near = self._near(_bared(said.place))
        if said.kelas is not None:
            near = {p: d for p, d in near.items() if any(_fits(said, parts) for parts, _ in self._places[p])}
        if len(near) != 1 or _UNMENDED & near.keys():
            return None
        (place, distance) = near.popitem()
        return place if len(place) >= _LEAST_LETTERS.get(distance, 0) else None

    def _near(self, names: Iterable[str]) -> dict[str, int]:
        """Places within :data:`NEAR` letters of one of some names, and how many letters that is."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near: dict[str, int] = {}
        for name in names:
            found = process.extract(name, list(self._places), scorer=OSA.distance, score_cutoff=NEAR, limit=8)
            for place, distance, _ in found:
                near[place] = min(int(distance), near.get(place, NEAR))
        return near

    def _at_place(self, said: NameParts, place: str) -> Resolution:
        there = self._places[place]
        fitting = [(parts, code) for parts, code in there if _fits(said, parts)]
        codes = {code for _, code in fitting}
        if len(codes) > 1 and said.jenis and said.kelas and said.kekhususan is None:
            # "Lapas Kelas IIA Tangerang" is the general one's full name; the others carry their speciality in theirs.
            general = {code for parts, code in fitting if parts.kekhususan == "Umum"}
            codes = general if len(general) == 1 else codes
        region = region_of(said.region or said.place.removeprefix(place))
        if region is not None and (there_too := {c for c in codes if self.by_code[c].kanwil == region}) != codes:
            codes = there_too
            if not codes:
                return Resolution(None, tuple(sorted({c for _, c in there})), "kantor wilayahnya lain")
        if said.kelas == "II" and any(p.kelas == "II" for p, _ in there):
            # A bare class II beside an office whose class is just that: nobody can tell which of them is meant.
            exact = {c for p, c in fitting if p.kelas == "II"}
            codes = exact & codes if exact else {c for _, c in there}
        if len(codes) == 1:
            (code,) = codes
            return Resolution(code, (code,), "jenis, kelas, dan tempat")
        if codes:
            return Resolution(None, tuple(sorted(codes)), "beberapa UPT cocok")
        return Resolution(None, tuple(sorted({c for _, c in there})), "tempatnya dikenal, jenis atau kelasnya lain")

    def _similar(self, place: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        if len(place) < 4:
            return ()
        near = process.extract(place, list(self._places), scorer=fuzz.ratio, score_cutoff=80, limit=3)
        return tuple(sorted({code for name, *_ in near for _, code in self._places[name]}))[:8]


def _bared(said: str) -> list[str]:
    """A place as written, then without what people put before and behind it."""
    names = list(dict.fromkeys((said, without_region(said))))
    return names + [n.removeprefix(p) for n in names for p in _AROUND if n.startswith(p) and n != p]


def _fits(said: NameParts, office: NameParts) -> bool:
    """Nothing that is written contradicts the office; a bare class II stands for IIA and IIB too."""
    if said.jenis not in (None, office.jenis):
        return False
    if said.kekhususan not in (None, office.kekhususan):
        return False
    if said.kelas == "II" and office.kelas in ("IIA", "IIB"):
        return True
    return said.kelas in (None, office.kelas)
