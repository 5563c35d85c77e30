"""A month of an office: consistent rows of all six datasets.

Nothing is sold that was not made, prices are those of the catalogue, the parts of the income add up, people who are
certified or paid are among those at work: what a rule finds here, somebody has put in afterwards.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from flows.simulate.catalogue import Crop, activities, crops
from flows.simulate.dice import dice, rounded, shuffled
from flows.simulate.profile import MADE_ONLY, OFFERED_ONLY, Product, Profile, profile_of
from flows.simulate.seasons import HARVEST_DAY, factor, harvest_factor, split
from sources.reference import Office

Row = dict[str, object]
Report = dict[str, list[Row]]
"""Rows by dataset; a dataset without rows is nil."""

_CHANNELS = ("koperasi", "langsung", "galeri", "mitra", "pameran", "marketplace", "e_katalog")
_SHARES = {"produk": 20, "produksi": 19, "penjualan": 36, "tenaga_kerja": 8, "panen": 11, "kegiatan": 6}
"""Percent of an office's rows by sheet."""
_TRACTABLE = ("kg", "m2")
"""Units of which parts are made and sold."""
_LEAST_OUTPUT = Decimal(20)
"""Enough for something to be sold through every channel."""
_SMALL_ANIMAL_UNITS = ("ekor", "butir")


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows each sheet holds."""

    produk: int
    produksi: int
    penjualan: int
    tenaga_kerja: int
    panen: int
    kegiatan: int

    @classmethod
    def of(cls, rows: int) -> Size:
        """``rows`` shared out over the sheets; what rounding leaves goes to sales."""
        count = {name: max(1, rows * share // 100) for name, share in _SHARES.items()}
        count["produk"] = max(count["produk"], OFFERED_ONLY + MADE_ONLY + 2)
        count["produksi"] = count["produk"] - OFFERED_ONLY
        left = rows - sum(n for name, n in count.items() if name != "penjualan")
        count["penjualan"] = min(max(left, 2), (count["produksi"] - MADE_ONLY) * len(_CHANNELS))
        return cls(**count)


def report_of(office: Office, period: str, *, rows: int, seed: int) -> Report:
    """The rows of an office and month.

    Args:
        office: which; a Bapas has no harvest.
        period: ``YYYY-MM``.
        rows: over all sheets.
        seed: of the practice nation.
    """
    size = Size.of(rows)
    profile = profile_of(office, products=size.produk, fields=size.tenaga_kerja, seed=seed)
    chance = dice(seed, office.kode_upt, period, "bulan")
    people = profile.at_work
    made = [p for p in profile.products if p.is_made]
    output = {p.code: _output(p, period, chance) for p in made}
    return {
        "produk": [_product_row(p, chance) for p in profile.products],
        "produksi": [_production_row(p, output[p.code], people, period, chance) for p in made],
        "penjualan": _sales([p for p in made if p.is_sold], output, profile, size.penjualan, chance),
        "tenaga_kerja": [_work_row(office, field, count, chance) for field, count in people.items()],
        "panen": _harvests(office, period, size.panen, chance) if office.jenis != "Bapas" else [],
        "kegiatan": _activities(office, period, size.kegiatan, chance),
    }


def copied(report: Report) -> Report:
    """A report whose rows may be changed while those of the first stay."""
    return {dataset: [dict(row) for row in rows] for dataset, rows in report.items()}


def _output(product: Product, period: str, chance: Random) -> Decimal:
    volume = product.volume * factor(product.good.season, period) * chance.uniform(0.88, 1.12)
    return max(rounded(volume, "0.5" if product.good.unit in _TRACTABLE else "1"), _LEAST_OUTPUT)


def _product_row(product: Product, chance: Random) -> Row:
    return {
        "kode_produk": product.code,
        "nama_produk": product.name,
        "kategori": product.good.category,
        "unggulan": product.is_flagship,
        "satuan": product.good.unit,
        "harga_satuan_rp": product.price_rp,
        "mitra": product.partner,
        **product.certificates,
        "siap_galeri": product.is_for_gallery,
        "stok_galeri": Decimal(chance.randint(5, 60)) if product.is_for_gallery else Decimal(0),
    }


def _production_row(product: Product, volume: Decimal, people: dict[str, int], period: str, chance: Random) -> Row:
    year, month = split(period)
    weekdays = sum(1 for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).weekday() < 6)
    at_work = people.get(product.good.field, min(people.values()))
    return {
        "kode_produk": product.code,
        "nama_produk": product.name,
        "volume": volume,
        "satuan": product.good.unit,
        "biaya_bahan_rp": rounded(volume * product.price_rp * Decimal(chance.randint(25, 45)) / 100, "1000"),
        "wbp_terlibat_orang": chance.randint(2, max(2, min(at_work, 12))),
        "hari_kerja": Decimal(chance.randint(8, weekdays)) - (Decimal("0.5") if chance.random() < 0.1 else 0),
    }


def _sales(
    sold: Sequence[Product], output: dict[str, Decimal], profile: Profile, rows: int, chance: Random
) -> list[Row]:
    """Each product through one channel, then further channels until there are ``rows``."""
    channels = {p.code: shuffled(_CHANNELS, chance) for p in sold}
    pairs = [(p, channels[p.code][turn]) for turn in range(len(_CHANNELS)) for p in sold][:rows]
    count = {p.code: sum(1 for q, _ in pairs if q is p) for p in sold}
    found = [_sale(p, channel, output[p.code], count[p.code], profile, chance) for p, channel in pairs]
    return sorted(found, key=lambda row: (str(row["kode_produk"]), str(row["kanal"])))


def _sale(product: Product, channel: str, made: Decimal, channels: int, profile: Profile, chance: Random) -> Row:  # noqa: PLR0913, PLR0917
    share = made * Decimal(chance.randint(55, 92)) / 100 / channels
    step = "0.5" if product.good.unit in _TRACTABLE else "1"
    volume = max(share // Decimal(step) * Decimal(step), Decimal(0))
    return {
        "kode_produk": product.code,
        "nama_produk": product.name,
        "kanal": channel,
        "volume": volume,
        "satuan": product.good.unit,
        **income(volume * product.price_rp, profile.split),
    }


def income(sales_rp: Decimal, shares: tuple[int, int]) -> Row:
    """Sales and its three parts, which add up to the rupiah."""
    premi, pnbp = (sales_rp * share // 100 for share in shares)
    return {"omzet_rp": sales_rp, "pnbp_rp": pnbp, "premi_rp": premi, "modal_rp": sales_rp - premi - pnbp}


def _work_row(office: Office, field: str, count: int, chance: Random) -> Row:
    column = "anak_orang" if office.jenis == "LPKA" else "laki_laki_orang"
    if office.kekhususan == "Perempuan":
        column = "perempuan_orang"
    row: Row = dict.fromkeys(("laki_laki_orang", "perempuan_orang", "anak_orang"), 0)
    return {
        "bidang": field,
        **row,
        column: count,
        "bersertifikat_orang": chance.randint(0, count // 2),
        "penerima_premi_orang": chance.randint(max(1, count // 2), count),
        "peserta_asimilasi_orang": chance.randint(0, count // 3),
    }


def _harvests(office: Office, period: str, rows: int, chance: Random) -> list[Row]:
    year, month = split(period)
    last = calendar.monthrange(year, month)[1]
    suited = [c for c in crops() if c.suits(office)]
    own = shuffled(suited, dice(office.kode_upt, "panen"))[: max(4, rows // 2)]
    found: dict[tuple[str, int], Row] = {}
    while len(found) < min(rows, len(own) * last):
        crop, day = chance.choice(own), chance.randint(1, last)
        if month == 1 and len(found) < 2:
            day = HARVEST_DAY
        if (crop.name, day) not in found:
            is_joint = month == 1 and day == HARVEST_DAY
            found[crop.name, day] = _harvest(crop, date(year, month, day), period, chance, is_joint=is_joint)
    return sorted(found.values(), key=lambda row: (str(row["panen_tanggal"]), str(row["komoditas"])))


def _harvest(crop: Crop, day: date, period: str, chance: Random, *, is_joint: bool) -> Row:
    area = rounded(chance.randint(*crop.area_m2), "10" if crop.area_m2[0] >= 100 else "1")
    yield_ = float(area) * chance.uniform(*crop.per_m2) * min(harvest_factor(period), 1.0)
    amount = max(rounded(yield_, "1" if crop.unit in _SMALL_ANIMAL_UNITS else "0.5"), Decimal(1))
    unit = crop.unit
    value = rounded(amount * crop.price_rp * Decimal(chance.randint(92, 108)) / 100, "1000")
    if unit == "kg" and amount >= 1000 and chance.random() < 0.3:
        amount, unit = rounded(amount, "10") / 1000, "ton"
    elif unit == "kg" and amount >= 100 and chance.random() < 0.2:
        amount, unit = rounded(amount, "1") / 100, "kuintal"
    return {
        "sektor": crop.sector,
        "komoditas": crop.name,
        "luas_lahan_m2": area,
        "panen_tanggal": day,
        "hasil": amount,
        "satuan": unit,
        "nilai_rp": value,
        "panen_raya": is_joint,
    }


def _activities(office: Office, period: str, rows: int, chance: Random) -> list[Row]:
    year, month = split(period)
    last = calendar.monthrange(year, month)[1]
    place = office.nama_upt.rsplit("Kelas ", maxsplit=1)[-1].partition(" ")[2] or office.kanwil
    found = []
    for number, activity in enumerate(shuffled(activities() * (rows // len(activities()) + 1), chance)[:rows]):
        turn = number // len(activities())
        found.append(
            {
                "kegiatan_tanggal": date(year, month, chance.randint(1, last)),
                "jenis": activity.kind,
                "nama_kegiatan": activity.name + (f" Angkatan {turn + 1}" if turn else ""),
                "penyelenggara": activity.host.format(kanwil=office.kanwil, tempat=place),
                "peserta_wbp_orang": chance.randint(5, 60),
                "peserta_petugas_orang": chance.randint(1, 12),
                "cara": "daring" if chance.random() < 0.12 else "luring",
            }
        )
    return sorted(found, key=lambda row: (str(row["kegiatan_tanggal"]), str(row["nama_kegiatan"])))
