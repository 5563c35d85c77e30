"""A part of a draft as a delimited file: comma or semicolon, with or without a mark of the encoding, any hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random

from flows.simulate.draft import Draft
from flows.simulate.placing import Placed, Written
from flows.simulate.spelling import Hand, month_words
from sources.addresses import letter
from sources.contract import Contract

_ENCODINGS = ("utf-8-sig", "utf-8", "cp1252")
_HEADER_ROW = 1


def write_delimited(path: Path, draft: Draft, contract: Contract, chance: Random, *, is_named: bool) -> Written:
    """Write one dataset.

    Args:
        path: where.
        draft: what it says.
        contract: of the dataset.
        chance: decides delimiter, encoding and hand.
        is_named: office and month stand in the file's name and need not stand in its rows.
    """
    hand = Hand(chance)
    own_identity = {i: said for (name, i), said in draft.row_identity.items() if name == contract.name}
    has_identity = not is_named or bool(own_identity) or chance.random() < 0.3
    is_worded = chance.random() < 0.5
    delimiter = chance.choice((",", ";", ";"))
    columns = contract.own_columns
    said = {
        "kode_upt": draft.identity.get("kode_upt", draft.office.kode_upt),
        "periode": month_words(draft.period) if is_worded else draft.period,
    }
    headings = [c.label if chance.random() < 0.85 or not c.synonyms else chance.choice(c.synonyms) for c in columns]
    lead = [contract.by_name[name].label for name in said] if has_identity else []
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*lead, *headings])
    for index, row in enumerate(draft.report[contract.name]):
        own = [hand.write(c, row.get(c.name)) for c in columns]
        writer.writerow([*({**said, **own_identity.get(index, {})}.values() if has_identity else ()), *own])
    path.write_bytes(text.getvalue().encode(chance.choice(_ENCODINGS)))
    names = (*(said if has_identity else ()), *(c.name for c in columns))
    letters = {name: letter(index) for index, name in enumerate(names, start=1)}
    count = len(draft.report[contract.name])
    rows = tuple(range(_HEADER_ROW + 1, _HEADER_ROW + 1 + count))
    return Written(path.name, {contract.name: Placed(None, letters, rows, _HEADER_ROW)})
