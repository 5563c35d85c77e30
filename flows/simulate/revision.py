"""A report that an office sends again with other figures."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from flows.simulate.month import Report, copied


def revised(report: Report, chance: Random) -> Report:
    """The report with some sales a little lower, as when returned goods are taken off afterwards."""
    again = copied(report)
    sales = [row for row in again["penjualan"] if Decimal(str(row["volume"])) >= 3]
    for row in chance.sample(sales, min(3, len(sales))):
        volume, sold = Decimal(str(row["volume"])), Decimal(str(row["omzet_rp"]))
        left = volume - 1
        omzet, pnbp, premi = (
            sold / volume * left,
            *(Decimal(str(row[n])) * left // volume for n in ("pnbp_rp", "premi_rp")),
        )
        row.update(volume=left, omzet_rp=omzet, pnbp_rp=pnbp, premi_rp=premi, modal_rp=omzet - pnbp - premi)
    return again
