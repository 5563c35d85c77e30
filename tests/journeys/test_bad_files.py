"""Files that cannot be read are rejected with what to do; the others are loaded."""

from __future__ import annotations

import pytest

from flows.simulate import simulate
from flows.simulate.damage import damaged
from sources.contract_loader import load_contracts
from sources.offices import Offices
from sources.template import write_template
from tests.practice import take_in
from warehouse.ledger import Ledger, findings_of, list_submissions

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("bad")
    files = root / "kiriman"
    simulate(files, period="2026-10", offices=1, error_rate=0.0, fmt="xlsx", rows=40)
    good = len(list(files.iterdir()))
    book = root / "book.xlsx"
    write_template(book, load_contracts(), Offices.load(), office="LP2A-GARUT", period="2026-10")
    whole = book.read_bytes()
    (files / "terpotong.xlsx").write_bytes(whole[: len(whole) // 2])
    (files / "kosong.xlsx").write_bytes(b"")
    (files / "terkunci.xlsx").write_bytes(damaged("locked", whole))
    (files / "foto.xlsx").write_bytes(PNG + bytes(2000))
    line = b"lorem ipsum dolor sit amet consectetur adipiscing elit sed do\n"
    (files / "besar.txt").write_bytes(line * (100_000_000 // len(line)))
    summary = take_in(root / "home", files)
    with Ledger.look(root / "home/ledger.sqlite").read() as tx:
        submissions, findings = list_submissions(tx), findings_of(tx).to_pylist()
    name = {s.id: s.file for s in submissions}
    return good, summary, {s.file: s.state.value for s in submissions}, {name[f["submission_id"]]: f for f in findings}


@pytest.mark.parametrize(
    ("file", "rule", "word"),
    [
        ("terpotong.xlsx", "UMKM-P002", "ulang"),
        ("kosong.xlsx", "UMKM-P001", "kosong"),
        ("terkunci.xlsx", "UMKM-P003", "sandi"),
        ("foto.xlsx", "UMKM-P004", "Excel"),
        ("besar.txt", "UMKM-P005", "tabel"),
    ],
)
def test_each_is_rejected_with_what_to_do(taken, file: str, rule: str, word: str):
    _, _, states, findings = taken
    assert states[file] == "REJECTED"
    found = findings[file]
    assert (found["rule"], found["severity"], found["cell"]) == (rule, "TOLAK", None)
    assert word in f"{found['message']} {found['fix']}"
    assert found["fix"]


def test_the_others_are_loaded(taken):
    good, summary, _, _ = taken
    assert summary.endings["published"] == good
    assert summary.endings["rejected"] == 5
    assert summary.endings["failed"] == 0
    assert summary.rows_loaded["penjualan"] > 0
