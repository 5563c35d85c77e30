"""An office as it was and as it is: names, classes and regional offices, each with the days on which it held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sources.reference import FormerName, Office


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """An office as it was over some days; both included, None: without end."""

    kode_upt: str
    nama_upt: str
    jenis: str
    kelas: str | None
    kekhususan: str
    kanwil: str
    kode_provinsi: str | None
    kode_kab_kota: str | None
    berlaku_dari: date | None
    berlaku_sampai: date | None


def office_times(now: Iterable[Office], former: Iterable[FormerName]) -> Iterator[OfficeTime]:
    """Each office's times, the earliest first; what it is now begins the day after its last former time ended."""
    history: dict[str, list[FormerName]] = {}
    for old in former:
        history.setdefault(old.kode_upt, []).append(old)
    for office in now:
        since: date | None = None
        for old in sorted(history.get(office.kode_upt, ()), key=lambda f: f.berlaku_sampai):
            yield _time(office, old, old.berlaku_dari or since, old.berlaku_sampai)
            since = old.berlaku_sampai + timedelta(days=1)
        yield _time(office, office, since, None)


def _time(office: Office, then: Office | FormerName, since: date | None, until: date | None) -> OfficeTime:
    return OfficeTime(
        kode_upt=office.kode_upt,
        nama_upt=then.nama_upt,
        jenis=then.jenis,
        kelas=then.kelas or None,
        kekhususan=then.kekhususan,
        kanwil=then.kanwil or office.kanwil,
        kode_provinsi=then.kode_provinsi or office.kode_provinsi,
        kode_kab_kota=office.kode_kab_kota,
        berlaku_dari=since,
        berlaku_sampai=until,
    )
