"""What the pages for people say is run: an example that does not work is worse than none."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.practice import PERIOD, Nation
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


def test_the_analysts_page_has_queries_of_this_month():
    assert len(QUERIES) >= 18
    assert [n for n, query in enumerate(QUERIES, start=1) if PERIOD not in query] == [1, 9, 18]


@pytest.mark.parametrize("query", QUERIES, ids=range(1, len(QUERIES) + 1))
def test_a_query_of_the_analysts_page_answers(nation: Nation, query: str):
    with duckdb.connect(nation.home / "published/current/lumbung.duckdb", read_only=True) as con:
        rows = con.sql(query).fetchall()
    assert rows
    assert any(value is not None for value in rows[0])


@pytest.mark.parametrize("code", blocks("analysts.md", "python"), ids=("frames", "duckdb"))
def test_the_python_of_the_analysts_page_runs(nation: Nation, code: str, tmp_path: Path):
    (tmp_path / "lumbung-data").symlink_to(nation.home)
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"\d{4,}", ran.stdout)
