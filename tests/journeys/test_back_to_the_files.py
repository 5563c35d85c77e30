"""A practice nation walked back: from its figures to the cells of its files, from what was kept to its warehouse."""

from __future__ import annotations

import json
import random
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from typer.testing import CliRunner

from console.cli.app import app
from flows.settings import Settings
from flows.tracing import trace_to_cells
from sources.home import Home
from tests.practice import PERIOD, Nation


def _may_mean(text: str) -> set[Decimal]:
    """What a figure as written can mean: a workbook's own number, or the Indonesian way."""
    digits = re.sub(r"[^\d.,-]", "", text)
    spellings = {digits, digits.replace(".", "").replace(",", "."), digits.replace(",", "")}
    return {Decimal(s) for s in spellings if re.fullmatch(r"-?\d+(\.\d+)?", s)}


def _ask(home: Path, *words: str) -> tuple[int, Any]:
    result = CliRunner().invoke(app, ["--home", str(home), *words, "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_figures_are_those_of_the_cells_in_the_archived_files(nation: Nation):
    release = Home(nation.home).published / "current" / "lumbung.duckdb"
    with duckdb.connect(release, read_only=True) as con:
        query = "select kode_upt from mart.peringkat_upt where omzet_rp > 0 order by 1"
        offices = [office for (office,) in con.execute(query).fetchall()]
    cells = [(office, column) for office in random.Random(3).sample(offices, 2) for column in ("omzet_rp", "pnbp_rp")]
    for office, column in cells:
        found = trace_to_cells(
            Settings(home=nation.home), "mart.peringkat_upt", {"periode": PERIOD, "kode_upt": office}, column
        )
        assert found.sources
        assert [s.fact for s in found.sources if s.cell is None or s.fact.value not in _may_mean(s.text or "")] == []
        assert found.trace.agrees
        assert sum(Decimal(str(s.fact.value or 0)) for s in found.sources) == found.trace.value


def test_trace_as_json_names_submission_file_sheet_cell_and_value(nation: Nation):
    code, told = _ask(nation.home, "trace", "mart.ringkasan_bulanan", f"periode={PERIOD}", "tingkat=nasional")
    assert (code, told["figure"]["column"], told["figure"]["agrees"]) == (0, "omzet_rp", True)
    assert len(told["facts"]) == told["figure"]["n_facts"] > 100
    assert {"submission_id", "file", "sheet", "cell", "value"} <= set(told["facts"][0])
    assert sum(Decimal(fact["value"]) for fact in told["facts"]) == Decimal(told["figure"]["value"])
    assert [fact for fact in told["facts"] if fact["cell"] is None] == []


def test_the_warehouse_of_a_nation_is_built_anew_identical_and_mended(nation: Nation, tmp_path: Path):
    for name in ("ledger.sqlite", "warehouse.duckdb"):
        shutil.copy(nation.home / name, tmp_path / name)
    shutil.copytree(nation.home / "accepted", tmp_path / "accepted")
    code, told = _ask(tmp_path, "rebuild")
    assert (code, told["identical"], told["swapped"]) == (0, True, False)
    with duckdb.connect(tmp_path / "warehouse.duckdb") as con:
        con.execute("update core.penjualan_rows set omzet_rp = omzet_rp + 1 where _row = 7")
    code, told = _ask(tmp_path, "rebuild")
    assert (code, told["swapped"]) == (1, True)
    assert [t["table"] for t in told["tables"] if not t["same"]] == ["core.penjualan_rows"]
    assert _ask(tmp_path, "rebuild")[0] == 0


def test_what_is_counted_is_traced_to_findings_and_to_reports(nation: Nation):
    words = ("mart.mutu_data", f"periode={PERIOD}", "tingkat=nasional", "aturan=semua", "--column", "n_temuan")
    code, told = _ask(nation.home, "trace", *words)
    figure = told["figure"]
    assert (code, figure["counts"], figure["agrees"], figure["unproven"]) == (0, "findings", True, None)
    assert len(told["facts"]) == int(figure["value"]) > 10
    assert {fact["kind"] for fact in told["facts"]} == {"findings"}
    assert any(fact["sheet"] and fact["cell"] for fact in told["facts"])
    on_time = ("mart.tenaga_kerja", f"periode={PERIOD}", "tingkat=nasional", "--column", "upt_tepat_waktu")
    told = _ask(nation.home, "trace", *on_time)[1]
    assert (told["figure"]["counts"], told["figure"]["agrees"]) == ("reports in force", True)
    assert all(fact["submission_id"] and fact["cell"] is None for fact in told["facts"])
