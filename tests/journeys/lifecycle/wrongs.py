"""What the rules of an edition find in a content: worked out plainly, without SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.journeys.lifecycle.contents import Content, Row
from tests.journeys.lifecycle.editions import MOST_IN_ALL, Edition

MEND, ASK, REFUSE = "PERBAIKI", "KONFIRMASI", "TOLAK"


@dataclass(frozen=True)
class Wrong:
    """A finding, known again by rule, place and value in every file of the office and month.

    Attributes:
        row: Whose row; None: of the sheet or file as a whole.
    """

    rule: str
    severity: str
    dataset: str | None
    row: str | None
    value: str | None


def found_in(content: Content, edition: Edition) -> frozenset[Wrong]:
    """What the rules of an edition find."""
    if not content.rows:
        return frozenset({Wrong("P001", REFUSE, None, None, None)})
    return frozenset(wrong for d, rows in content.rows.items() for wrong in _wrong(d, rows, edition))


def _wrong(dataset: str, rows: tuple[Row, ...], edition: Edition) -> Iterator[Wrong]:
    for row in rows:
        if not row.is_number:
            yield Wrong("type", MEND, dataset, row.key, row.rupiah)
        elif int(row.rupiah) > edition.most_rp:
            yield Wrong("range", MEND, dataset, row.key, row.rupiah)
        if row.pieces > edition.most_pieces:
            yield Wrong("pieces", MEND, dataset, row.key, str(row.pieces))
        if row.is_number and int(row.rupiah) > edition.ask_above:
            yield Wrong("unusual", ASK, dataset, row.key, row.rupiah)
    if sum(row.pieces for row in rows) > MOST_IN_ALL:
        yield Wrong("in all", MEND, dataset, None, "Jumlah")
