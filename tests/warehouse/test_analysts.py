"""What analysts call: data frames, questions to the release, the dictionary."""

from __future__ import annotations

import resource
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event
from time import sleep

import duckdb
import pytest

from sources.errors import UsageError
from sources.home import Home
from tests.warehouse.granary import NOW, Sent, at, batch, dimensions, harvest, sale
from warehouse import query_limits
from warehouse.dictionary import EXAMPLES, as_markdown, entries
from warehouse.frames import read
from warehouse.load import load
from warehouse.publish import publish
from warehouse.query import asked, query
from warehouse.query_limits import TimeLimit
from warehouse.records import Records
from warehouse.schema import open_warehouse

MONTHS = ("2026-08", "2026-09", "2026-10")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, contracts) -> Home:
    """Three months of office A: a tenth of a rupiah each, and a harvest with gaps."""
    made = Home(tmp_path_factory.mktemp("home")).prepare()
    rows = {
        "penjualan": [sale("P1", 0, omzet_rp=Decimal("0.10"))],
        "panen": [harvest("pertanian", "padi", 5, panen_raya=None)],
    }
    with open_warehouse(made.warehouse, contracts, dimensions()) as con:
        load(con, batch(contracts, [Sent("A", m, at("2026-11-02"), rows) for m in MONTHS]), now=NOW)
        publish(con, made.published, contracts, Records(), now=NOW)
    return made


def test_frames_have_types_that_analysts_can_count_with(home):
    sales = read("penjualan", home=home.root)
    assert sales["omzet_rp"].sum() == Decimal("0.30")
    assert str(sales["omzet_rp"].dtype) == "decimal128(18, 2)[pyarrow]"
    assert sales.groupby("kode_upt")["omzet_rp"].sum()["A"] == Decimal("0.30")
    assert (str(sales["kode_produk"].dtype), str(sales["_row"].dtype)) == ("str", "Int64")
    harvests = read("core.panen", home=str(home.root))
    assert harvests["panen_tanggal"].dt.date.tolist() == [date(2026, 1, 15)] * 3
    assert str(harvests["panen_raya"].dtype) == "boolean"
    assert harvests["panen_raya"].isna().all()
    assert harvests["nilai_rp"].isna().all()


@pytest.mark.parametrize(
    ("periode", "months"),
    [
        (None, MONTHS),
        ("2026-09", MONTHS[1:2]),
        (["2026-08", "2026-10"], (MONTHS[0], MONTHS[2])),
        (("2026-09", "2026-12"), MONTHS[1:]),
    ],
)
def test_frames_of_one_month_some_months_or_a_range(home, periode, months):
    assert tuple(read("penjualan", periode, home=home.root)["periode"]) == months


def test_frames_say_what_there_is_instead(home, tmp_path: Path):
    with pytest.raises(UsageError, match=r"'penjualn': choose from .*core\.penjualan, .*mart\.panen_raya"):
        read("penjualn", home=home.root)
    with pytest.raises(UsageError, match=r"core\.kanwil has no periods"):
        read("kanwil", "2026-10", home=home.root)
    with pytest.raises(UsageError, match="a list of months"):
        read("penjualan", [], home=home.root)
    with pytest.raises(UsageError, match="nothing is published"):
        read("penjualan", home=tmp_path)


def test_a_query_answers_with_exact_decimals_and_types(home):
    answer = query(home, "select kode_upt, sum(omzet_rp) as omzet_rp from core.penjualan group by all;")
    assert [(c.name, c.type) for c in answer.columns] == [("kode_upt", "VARCHAR"), ("omzet_rp", "DECIMAL(38,2)")]
    assert answer.rows == [("A", Decimal("0.30"))]
    assert len(query(home, "pivot core.penjualan on periode using sum(omzet_rp) group by kode_upt").columns) == 4
    assert query(home, "-- what is\n/* there */ pivot core.upt on kanwil using count(*)").rows
    assert query(home, "show all tables").rows
    assert query(home, "explain select 1").rows


FORBIDDEN = [
    "create table core.x (a int)",
    "create temp table x as select 1",
    "insert into core.kanwil values ('x', 'y')",
    "update core.upt set nama_upt = 'x'",
    "drop table core.upt",
    "attach ':memory:' as m",
    "attach '{file}' as m",
    "copy (select 1) to '{file}'",
    "copy core.upt from '{file}'",
    "export database '{folder}'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "pragma enable_external_access",
    "select 1; select 2",
    "from read_text('{file}')",
    "from read_csv('{file}')",
    "from read_parquet('{folder}/*.parquet')",
    "from glob('{folder}/*')",
    "from '{file}'",
    "from secret_table",
    "select getenv('HOME')",
    "explain analyze copy (select 1) to '{file}'",
    "explain analyze insert into core.kanwil values ('x', 'y')",
    "explain analyze install httpfs",
    "from query('from read_text(''{file}'')')",
    "from query_table('{file}')",
    "from read_blob('{file}')",
    "from sniff_csv('{file}')",
    "from '/etc/passwd'",
    "from read_csv('/etc/passwd')",
    "from 'https://example.org/x.csv'",
    "from read_parquet('s3://bucket/x.parquet')",
    "create secret (type s3)",
    "checkpoint",
    "set memory_limit = '100GB'",
    "reset memory_limit",
    "pragma memory_limit = '100GB'",
    "call pragma_version()",
    "use core",
    "pivot core.upt on kanwil using count(*); drop table core.upt",
    "-- pivot\ncreate table core.x (a int); select 1",
    "",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_a_query_can_neither_write_nor_reach_outside(home, tmp_path: Path, sql):
    secret_table = duckdb.sql("select 42 as a").to_arrow_table()
    assert secret_table.num_rows == 1
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    with pytest.raises(UsageError):
        query(home, sql.format(file=file, folder=tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["secret.csv"]
    assert file.read_text() == "a\n1\n"


def test_a_query_that_fails_says_what_there_is(home):
    with pytest.raises(UsageError, match=r"(?s)penjualn does not exist.*Tables: .*core\.penjualan"):
        query(home, "from core.penjualn")
    with pytest.raises(UsageError, match=r"(?i)syntax"):
        query(home, "selec 1")


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range = -1",
        "with recursive r (n) as (select 1 union all select n + 1 from r) select n from r",
        "from range(1000000000000)",
    ],
)
def test_a_query_is_stopped_in_time(home, sql):
    with (
        pytest.raises(UsageError, match=r"longer than 0\.2 s"),
        asked(home, sql, timeout_seconds=0.2) as question,
    ):
        for _ in question.rows():
            pass


@pytest.mark.parametrize("form", ["rows", "texts", "batches"])
def test_an_answer_that_nobody_read_to_its_end_keeps_nothing(home, form):
    with asked(home, "from range(100000)") as question:
        answer = getattr(question, form)()
        taken = next(answer[1] if form == "batches" else answer)
    assert len(query(home, "select 1").rows) == len(taken[:1]) == 1, "and did not hang, with the answer still at hand"
    del answer


def test_the_clock_stands_while_the_answer_is_read():
    with duckdb.connect() as con:
        limit = TimeLimit(con, 0.3, None)
        with limit.running():
            pass
        sleep(0.4)
        assert not limit.expired
        with limit.running():
            sleep(0.4)
        assert limit.expired


def test_a_query_that_wants_too_much_memory_is_stopped(home):
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(UsageError, match=r"more memory than it may take"):
        query(home, "select len(range(1000000000))")
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_query_that_does_not_stop_is_told_of(home, monkeypatch):
    monkeypatch.setattr(query_limits, "GRACE_SECONDS", 0.0)
    stuck = Event()
    sql = "select levenshtein(repeat('a', 8000), repeat('b', 8000))"
    with (
        pytest.raises(UsageError, match="longer than"),
        asked(home, sql, timeout_seconds=0.05, when_stuck=stuck.set) as question,
    ):
        list(question.rows())
    assert stuck.is_set()


def test_of_a_long_answer_few_rows_are_in_memory(home):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with asked(home, "select range, repeat('x', 2000) as t from range(100000)") as question:
        assert sum(1 for _ in question.rows()) == 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000, "KB; the answer has 200 MB"


def test_the_dictionary_needs_nothing_published(contracts):
    found = entries(contracts)
    (revenue,) = [e for e in found if (e["table"], e["column"]) == ("core.penjualan", "omzet_rp")]
    assert (revenue["type"], revenue["unit"], revenue["required"]) == ("DECIMAL(18,2)", "rupiah", True)
    assert revenue["label"] == contracts.datasets["penjualan"].by_name["omzet_rp"].label
    assert revenue["rules"]
    (channel,) = [e for e in found if (e["table"], e["column"]) == ("core.penjualan", "kanal")]
    assert "koperasi" in channel["codes"]
    assert set(channel["code_labels"]) == set(channel["codes"])
    assert revenue["example"] is None
    price = [e for e in found if e["table"] == "mart.harga"]
    assert {e["example"] for e in price} == {(EXAMPLES / "harga.sql").read_text().strip()}
    keys = {"table", "column", "label", "type", "unit", "description", "required", "codes", "rules", "example"}
    assert [e for e in found if not keys <= set(e) or not e["label"] or not e["description"]] == []
    text = as_markdown(contracts)
    assert text.count("\n## ") == len({e["table"] for e in found})
    assert "| `omzet_rp` |" in text
