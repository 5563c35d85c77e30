"""The dictionary's example of each mart: there for all, and answered by a published nation."""

from __future__ import annotations

import duckdb

from tests.practice import Nation
from warehouse.dictionary import EXAMPLES, as_markdown, example, published_tables
from warehouse.release import DATABASE

ANSWERS_NOTHING = {"harga", "panen_raya", "produk_unggulan"}
"""Of these a small nation may have no outlier, no simultaneous harvest, and nothing ready."""


def test_every_mart_has_an_example_and_it_stands_in_the_dictionary(contracts):
    marts = [t for t in published_tables(contracts) if t.schema == "mart"]
    text = as_markdown(contracts)
    assert {t.name for t in marts} == {p.stem for p in EXAMPLES.glob("*.sql")}
    assert [t.name for t in marts if f"```sql\n{example(t)}\n```" not in text] == []


def test_every_example_is_answered(nation: Nation, contracts):
    with duckdb.connect(nation.home / "published/current" / DATABASE, read_only=True) as con:
        marts = [t for t in published_tables(contracts) if t.schema == "mart"]
        answers = {t.name: len(con.execute(example(t) or "").fetchall()) for t in marts}
        told = con.execute("""select distinct "table", example from meta.column where example is not null""").fetchall()
    assert dict(told) == {t.full_name: example(t) for t in marts}
    assert len(answers) == len(marts) > 0
    assert {name for name, rows in answers.items() if not rows} <= ANSWERS_NOTHING
