"""``lumbung query``: what comes out in each form, and where from."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.console.test_commands import run
from tests.practice import Nation

SALES = "select periode, kode_upt, omzet_rp, _row, volume > 5 as banyak from core.penjualan order by all limit 3"


@pytest.fixture
def ask(nation: Nation, capsys):
    """Ask; exit code, standard output, standard error."""
    return lambda *words: run(capsys, "--home", str(nation.home), "query", *words)


def test_the_screen_has_numbers_as_people_here_write_them(ask):
    code, out, _ = ask("select 'A B' as nama, 1234567.00 as rp, 0.5 as persen, 2026 as tahun, 12345 as n, true as ya")
    assert code == 0
    heading, _, row = out.splitlines()[1:4]
    assert heading.split() == ["nama", "rp", "persen", "tahun", "n", "ya"]
    assert row.split("  ")[0].strip() == "A B"
    assert row.split()[2:] == ["1.234.567", "0,5", "2026", "12.345", "true"]
    assert row.index("1.234.567") + len("1.234.567") == heading.index("rp") + 2
    assert ask("from core.upt where false")[1] == "0 rows: nothing fits the question\n"


def test_a_number_is_never_broken_over_two_lines(ask):
    columns = ", ".join(f"123456789012.34 as ukuran_ke_{n}_rp" for n in range(5))
    assert ask(f"select 'Kantor Wilayah Jawa Tengah' as kanwil, {columns}")[1].count("123.456.789.012,34") == 5


def test_the_screen_shows_the_beginning_of_a_long_answer(ask):
    code, out, _ = ask("from range(5000)")
    assert code == 0
    assert out.startswith("The first 1000 rows; all of them: --csv, --json or --parquet FILE\n")
    assert out.split()[-1] == "999"


def test_csv_and_json_have_every_row_and_exact_figures(ask):
    rows = list(csv.DictReader(io.StringIO(ask(SALES, "--csv")[1])))
    document = json.loads(ask(SALES, "--json")[1])
    assert [list(row.values())[:3] for row in rows] == [row[:3] for row in document["rows"]]
    assert (rows[0]["banyak"], document["rows"][0][4]) == ("true", True)
    assert [c["type"] for c in document["columns"]] == ["VARCHAR", "VARCHAR", "DECIMAL(18,2)", "BIGINT", "BOOLEAN"]
    assert ask("select 0.0000000000 as a, null as b, [1, 2] as c", "--csv")[1] == 'a,b,c\r\n0.0000000000,,"[1, 2]"\r\n'
    assert len(ask("from range(25000)", "--csv")[1].splitlines()) == 25_001
    assert len(json.loads(ask("from range(25000)", "--json")[1])["rows"]) == 25_000
    assert json.loads(ask("from range(0)", "--json")[1])["rows"] == []


def test_csv_for_excel_keeps_codes_text_and_texts_harmless(ask):
    sql = """select '2026-10' as periode, '11.10' as kode, '=1+1' as rumus, 'Kopi "A"; B' as nama, 1234.50 as rp,
        null as kosong, date '2026-10-31' as hari"""
    code, out, _ = ask(sql, "--excel")
    assert code == 0
    assert out.startswith("\ufeffperiode;kode;rumus;nama;rp;kosong;hari\r\n")
    assert next(csv.reader([out.splitlines()[1]], delimiter=";")) == [
        '="2026-10"', '="11.10"', '="=1+1"', 'Kopi "A"; B', "1234,50", "", "2026-10-31",
    ]  # fmt: skip
    assert ask("select '=' || repeat('x', 300) as t", "--excel")[1].splitlines()[1] == " =" + "x" * 300


def test_parquet_keeps_types_and_is_there_as_a_whole_or_not_at_all(ask, tmp_path: Path):
    file = tmp_path / "jual.parquet"
    sql = "select *, date '2026-10-31' as hari, sum(_row) over () as n from core.penjualan"
    code, out, err = ask(sql, "--parquet", str(file))
    assert (code, out, err) == (0, "", f"{pq.read_metadata(file).num_rows} rows in {file}\n")
    table = pq.read_table(file)
    assert str(table.schema.field("omzet_rp").type) == "decimal128(18, 2)"
    assert table["hari"][0].as_py() == date(2026, 10, 31)
    (total,) = json.loads(ask("select sum(omzet_rp) from core.penjualan", "--json")[1])["rows"][0]
    assert sum(table["omzet_rp"].to_pylist()) == Decimal(total)
    assert ask("select error('x') from core.penjualan", "--parquet", str(file), "--force")[0] == 2
    assert [p.name for p in tmp_path.iterdir()] == ["jual.parquet"]
    assert pq.read_table(file).num_rows == table.num_rows
    assert ask("from core.kanwil", "--parquet", str(file), "--force")[0] == 0
    assert pq.read_table(file).column_names == ["kanwil", "nama_kanwil"]


def test_parquet_goes_where_nothing_of_value_is(ask, nation: Nation, tmp_path: Path):
    file = tmp_path / "a.parquet"
    file.write_text("mine")
    places = {
        file: "is there already: name another file, or replace it with --force",
        tmp_path: "is a folder: name a file in it",
        tmp_path / "none/a.parquet": "there is no folder",
        nation.home / "ledger.sqlite": "where only Lumbung writes",
        nation.home / "published/current/parquet/a.parquet": "where only Lumbung writes",
    }
    for place, message in places.items():
        force = [] if place == file else ["--force"]
        code, _, err = ask("from core.upt", "--parquet", str(place), *force)
        assert (code, message in err) == (2, True), (place, err)
    assert file.read_text() == "mine"
    code, _, err = ask("select interval 1 day as lama", "--parquet", str(tmp_path / "b.parquet"))
    assert (code, "::varchar" in err) == (2, True)
    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]


def test_a_question_comes_from_a_file_or_from_standard_input(ask, nation: Nation, tmp_path: Path):
    file = tmp_path / "tanya.sql"
    file.write_text("\ufeff-- berapa?\nselect 41 + 1 as n;\n", encoding="utf-8")
    assert ask("--file", str(file), "--csv")[1] == "n\r\n42\r\n"
    asked = subprocess.run(
        [sys.executable, "-m", "console", "--home", str(nation.home), "query", "-", "--csv"],
        input="select 42 as n", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert asked.stdout == "n\n42\n"
    for words in ([], ["select 1", "--file", str(file)], ["--file", str(tmp_path / "none.sql")]):
        assert ask(*words)[0] == 2
    assert "one form" in ask("select 1", "--csv", "--json")[2]


def test_a_question_that_never_ends_is_ended(nation: Nation, tmp_path: Path):
    words = ["--home", str(nation.home), "query", "--timeout", "0.1", "--parquet", str(tmp_path / "a.parquet")]
    code = f"""from warehouse import query_limits; from console.cli.app import main
query_limits.GRACE_SECONDS = 0.1
main({words!r} + ["select levenshtein(repeat('a', 90000), repeat('b', 90000))"])"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "did not stop after 0.1 s" in ended.stderr
    assert list(tmp_path.iterdir()) == []
