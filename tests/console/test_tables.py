"""Tables as people read them: within 100 columns, colours on terminals only, and at once."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.cli.grid import lines
from tests.console.test_commands import run
from tests.practice import NOW, Nation
from tests.sources.sheets import workbook
from warehouse.ledger import Ledger, State, list_submissions

WIDTH = 100
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
TEXTS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Zs")), max_size=60)


@pytest.fixture(scope="module")
def returned(nation: Nation) -> str:
    """The returned submission with the most findings."""
    with Ledger.look(nation.home / "ledger.sqlite").read() as tx:
        found = list_submissions(tx, state=State.RETURNED) + list_submissions(tx, state=State.CLOSED)
    return max(found, key=lambda s: sum(s.findings.values())).id


@pytest.mark.parametrize("command", ["show", "submissions", "status", "check", "rules"])
def test_nothing_is_wider_than_100_columns_nor_coloured(capsys, nation: Nation, returned: str, command: str):
    planted = next(e["file"] for e in nation.truth["errors"] if e["cell"] and e["file"].endswith(".xlsx"))
    more = {"show": [returned], "check": ["--fast", str(nation.files / planted)]}.get(command, [])
    code, out, _ = run(capsys, "--home", str(nation.home), "--now", f"{NOW:%Y-%m-%dT%H:%M:%SZ}", command, *more)
    assert code in {0, 1}
    assert len(out.splitlines()) > 5
    assert max(map(len, out.splitlines())) <= WIDTH
    assert "\x1b" not in out
    if command == "show":  # why it moved, in the operator's language
        assert "PERBAIKI belum dijawab" in out
        assert "open" not in out.split("Temuan")[0]


def test_a_terminal_gets_colours_and_its_own_width(nation: Nation, returned: str):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from console.cli.app import main; main()", "--home", str(nation.home), "show"]
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen([*command, returned], stdout=theirs, env=env) as running:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end is closed: that is how a terminal ends
            pass
        assert running.wait() == 0
    os.close(ours)
    text = said.decode().replace("\r\n", "\n")
    assert "\x1b[31mPERBAIKI" in text
    assert max(len(ESCAPES.sub("", line)) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("command", [["submissions"], ["show"], ["status", "--json"]])
def test_a_look_at_the_ledger_needs_no_data_frames(nation: Nation, returned: str, command: list[str]):
    words = [*command, returned] if command == ["show"] else command
    heavy = {"pandas", "pyarrow", "prefect", "great_expectations", "rich.table"}
    code = (
        f"import sys\nfrom console.cli.app import main\ntry:\n    main({['--home', str(nation.home), *words]!r})\n"
        f"finally:\n    print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stderr.strip() == "[]"


@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), width=st.integers(20, 100))
def test_a_grid_keeps_every_letter_and_the_width(rows: list[tuple[str, ...]], width: int):
    drawn = list(lines(("", "", ""), rows, width, right=(), whole=(0,)))
    assert all(sum(map(len, line)) + 2 * (len(line) - 1) <= width for line in drawn)
    shown = "".join("".join(cell.split()) for line in drawn for cell in line)
    assert sorted(shown) == sorted("".join("".join(cell.split()) for row in rows for cell in row))


def test_sixteen_of_a_kind_are_one_line(capsys, tmp_path: Path):
    heading = (
        "Kode Produk",
        "Nama Produk",
        "Kanal",
        "Volume Terjual",
        "Satuan",
        "Omzet (Rp)",
        "PNBP (Rp)",
        "Modal (Rp)",
    )
    rows = [(f"P-{n}", f"Produk {n}", "koperasi", 3, "buah", "banyak", 1) for n in range(20)]
    file = tmp_path / "LP2A-LAHAT_2026-10_penjualan.xlsx"
    file.write_bytes(workbook({"Data": [heading, *rows]}))
    _, out, _ = run(capsys, "--home", str(tmp_path), "check", "--fast", str(file))
    assert "20 sel" in out
    assert out.count("banyak") <= 1


def test_a_very_long_value_is_cut_and_says_how_long_it_is(capsys, tmp_path: Path):
    rows = [("Tanggal Kegiatan", "Jenis Kegiatan", "Nama Kegiatan"), ("2026-10-05", "pelatihan", "panjang " * 100)]
    file = tmp_path / "LP2A-LAHAT_2026-10_kegiatan.xlsx"
    file.write_bytes(workbook({"Kegiatan": rows}))
    _, out, _ = run(capsys, "--home", str(tmp_path), "check", "--fast", str(file))
    assert "UMKM-V606" in out
    assert 10 < out.count("panjang") < 20
    assert "huruf)" in out
