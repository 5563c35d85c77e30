"""What the pages for people say is run: an example that does not work is worse than none."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from sources.contract_loader import load_contracts
from tests.practice import PERIOD, Nation
from warehouse.catalog import catalog
from warehouse.life_page import PAGE, redrawn

DOCS = Path(__file__).parents[1] / "docs"


def blocks(page: str, language: str) -> list[str]:
    """The examples of a language on a page, in order."""
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


PAGES = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("decisions/*.md"))]


def test_every_link_and_picture_of_a_page_is_there():
    links = [
        (page.name, target)
        for page in PAGES
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert len(PAGES) > 10
    assert links == []


def test_the_lives_are_drawn_from_the_code():
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("<!-- drawn: ") == 5
    assert redrawn(page) == page, "the states have changed: make drawings"


QUERIES = blocks("analysts.md", "sql")
EMPTY = {19: "nobody has a simultaneous harvest in October", 24: "no office has answered a question yet"}
"""Queries that the practice nation has no rows for, and why; the page says so too."""


def test_the_analysts_page_has_queries_of_this_month():
    assert len(QUERIES) >= 20
    assert [n for n, query in enumerate(QUERIES, start=1) if PERIOD not in query] == [1, 9, 18, 25]


def test_the_queries_have_a_heading_in_both_languages_and_a_sentence():
    page = (DOCS / "analysts.md").read_text(encoding="utf-8")
    found = re.findall(r"^### (\d+)\. (.+?) · (.+)\n\n(?!```)(.+(?:\n.+)*)\n\n```sql\n", page, re.MULTILINE)
    assert [int(number) for number, *_ in found] == list(range(1, len(QUERIES) + 1))
    assert [number for number, *_, sentence in found if not sentence.endswith((".", ")."))] == []
    assert [n for n, *_, sentence in found if ("Empty " in sentence) != (int(n) in EMPTY)] == []


def test_the_queries_ask_every_mart():
    marts = {table.full_name for table in catalog(load_contracts()) if table.schema == "mart"}
    assert len(marts) >= 9
    assert {mart for mart in marts if not any(mart in query for query in QUERIES)} == set()


@pytest.mark.parametrize(("number", "query"), list(enumerate(QUERIES, start=1)), ids=range(1, len(QUERIES) + 1))
def test_a_query_of_the_analysts_page_answers(nation: Nation, number: int, query: str):
    with duckdb.connect(nation.home / "published/current/lumbung.duckdb", read_only=True) as con:
        rows = con.sql(query).fetchall()
    if number in EMPTY:
        assert rows == [], f"{EMPTY[number]}: no longer so"
    else:
        assert any(value is not None for value in rows[0])


def test_the_file_opens_in_the_versions_that_the_page_names(nation: Nation):
    with duckdb.connect(nation.home / "published/current/lumbung.duckdb", read_only=True) as con:
        (tags,) = con.sql("select tags from duckdb_databases() where database_name = 'lumbung'").fetchone() or ({},)
    assert tags["storage_version"] == "v1.0.0+"
    page = (DOCS / "analysts.md").read_text(encoding="utf-8")
    assert "storage version 1.0.0" in page
    assert f"tested, with {duckdb.__version__}" in page


def test_the_address_for_superset_opens_and_only_reads(nation: Nation):
    page = (DOCS / "analysts.md").read_text(encoding="utf-8")
    (address,) = re.findall(r"`(duckdb:////\S+)`", page)
    engine = create_engine(address.replace("/srv/lumbung-data", str(nation.home)))
    with engine.connect() as con:
        assert con.execute(text("select count(*) from mart.harga")).scalar_one() > 0
        with pytest.raises(DBAPIError, match="read-only"):
            con.execute(text("create table core.x (a int)"))
    engine.dispose()


RECIPES = {"frames": "warehouse.frames", "duckdb": ".df()", "pandas": "read_parquet", "polars": "scan_parquet",
           "polars-duckdb": ".pl()\nprint", "ibis": "ibis.duckdb"}  # fmt: skip


@pytest.mark.parametrize("code", blocks("analysts.md", "python"), ids=RECIPES)
def test_the_python_of_the_analysts_page_runs(nation: Nation, code: str, tmp_path: Path, request):
    assert RECIPES[request.node.callspec.id] in code
    (tmp_path / "lumbung-data").symlink_to(nation.home)
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"\d{4,}", ran.stdout)
