"""An office as it stands month after month: its products, prices, people, and how it splits its income."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.simulate.catalogue import Good, goods
from flows.simulate.dice import dice, rounded, shuffled
from sources.reference import Office

_SPLITS = ((35, 50), (50, 15), (15, 25))
"""Premi and PNBP in percent of sales, the rest is capital: all three are on record, none is the rule."""
_AT_WORK = {
    ("Lapas", "I"): (90, 220), ("Lapas", "IIA"): (50, 140), ("Lapas", "IIB"): (30, 90), ("Lapas", "III"): (15, 45),
    ("Rutan", "I"): (50, 120), ("Rutan", "IIA"): (30, 80), ("Rutan", "IIB"): (20, 60),
    ("LPKA", "I"): (20, 60), ("LPKA", "II"): (12, 40), ("Bapas", "I"): (12, 35), ("Bapas", "II"): (8, 25),
}  # fmt: skip
_PARTNERS = (
    "CV Sumber Rejeki", "Koperasi Pengayoman", "PT Karya Bina Mandiri", "CV Berkah Tani", "Koperasi Sejahtera Bersama",
    "UD Maju Jaya", "PT Pangan Nusantara",
)  # fmt: skip
OFFERED_ONLY = MADE_ONLY = 3
_FOOD = ("pangan_olahan", "perkebunan")
_NO_STOCK = ("jasa",)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of one office. ``volume``: usual output a month, in its unit. ``sales``: its channels."""

    code: str
    name: str
    good: Good
    price_rp: Decimal
    volume: int
    is_flagship: bool
    is_for_gallery: bool
    partner: str | None
    certificates: dict[str, str]
    is_made: bool = True
    is_sold: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """An office.

    Attributes:
        office: which.
        products: catalogue; the last :data:`OFFERED_ONLY` are not made, as many before them are made and not sold.
        at_work: people at work by field of work.
        split: premi and PNBP, percent of sales.
    """

    office: Office
    products: tuple[Product, ...]
    at_work: dict[str, int]
    split: tuple[int, int]


def profile_of(office: Office, *, products: int, fields: int, seed: int) -> Profile:
    """The standing of an office.

    Args:
        office: which.
        products: how many products it offers (at least 8).
        fields: how many fields of work it reports (at least as many as its products need).
        seed: of the practice nation.
    """
    chance = dice(seed, office.kode_upt, "profil")
    suited = [g for g in goods() if g.suits(office)]
    own = [g for g in suited if g.is_of_one_office]
    others = shuffled([g for g in suited if not g.is_of_one_office], chance)
    chosen = _variants([*own, *others[: max(6, products * 2 // 5)]], max(products, 8))
    made = tuple(
        _product(office, good, size, number, rank=rank, count=len(chosen), seed=seed)
        for rank, (good, size, number) in enumerate(chosen)
    )
    low, high = _AT_WORK.get((office.jenis, office.kelas), (8, 20))
    return Profile(office, made, _people(made, fields, chance.randint(low, high)), _SPLITS[chance.randrange(3)])


def _variants(choice: list[Good], count: int) -> list[tuple[Good, int, int]]:
    """``(good, size, series)``: first sizes of many goods, then more sizes, then further series."""
    found: list[tuple[Good, int, int]] = []
    for series in range(1, 1000):
        for size in range(4):
            found += [(good, size, series) for good in choice if size < len(good.sizes)]
            if len(found) >= count:
                return found[:count]
    return found[:count]


def _product(office: Office, good: Good, size: int, series: int, *, rank: int, count: int, seed: int) -> Product:  # noqa: PLR0913
    code = f"{good.prefix}-{(series - 1) * len(good.sizes) + size + 1:02d}"
    chance = dice(seed, office.kode_upt, code)
    label, times = good.sizes[size]
    name = f"{good.name} {label}" + (f" Seri {series}" if series > 1 else "")
    price = max(rounded(good.price_rp * times * chance.uniform(0.9, 1.15), "500"), Decimal(1000))
    usual = max(6, int(3_000_000 * chance.uniform(0.4, 1.6) / float(price)))
    is_shown = good.category not in _NO_STOCK and rank < count - OFFERED_ONLY
    return Product(
        code=code,
        name=name,
        good=good,
        price_rp=price,
        volume=min(usual, 4000),
        is_flagship=good.is_of_one_office or (rank < 3 and is_shown),
        is_for_gallery=is_shown and (good.is_of_one_office or chance.random() < 0.35),
        partner=chance.choice(_PARTNERS) if chance.random() < 0.3 else None,
        certificates=_certificates(office, good, chance.randint(10000, 99999)),
        is_made=rank < count - OFFERED_ONLY,
        is_sold=rank < count - OFFERED_ONLY - MADE_ONLY,
    )


def _certificates(office: Office, good: Good, serial: int) -> dict[str, str]:
    """Numbers as they look; none of them can pass for a NIK (days and months beyond the calendar)."""
    if good.category not in _FOOD:
        return {}
    province = office.kode_provinsi or "91"
    return {"nomor_pirt": f"20{province}9901{serial}-28", "nomor_halal": f"ID{province}990099{serial}9921"}


def _people(products: tuple[Product, ...], fields: int, at_work: int) -> dict[str, int]:
    """People by field: every field of a product, then others up to ``fields``; at least three in each."""
    names = list(dict.fromkeys(p.good.field for p in products))
    more = [f for f in dict.fromkeys(g.field for g in goods()) if f not in names]
    names += more[: max(0, fields - len(names))]
    share = max(3, at_work // len(names))
    return {name: share + (index * 7) % 5 for index, name in enumerate(names)}
