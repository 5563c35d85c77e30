"""The report of a nation's month says what the ledger says."""

from __future__ import annotations

import re
from collections import Counter

from tests.practice import Nation
from warehouse.ledger import Ledger, findings_of, list_submissions

WORDS = {"PUBLISHED": "Terbit", "RETURNED": "Dikembalikan", "REJECTED": "Ditolak", "DUPLICATE": "Duplikat",
         "SUPERSEDED": "Digantikan", "FAILED": "Gagal", "NEEDS_CONFIRMATION": "Perlu ditegaskan",
         "IN_REVIEW": "Menunggu persetujuan", "CLOSED": "Ditutup", "WITHDRAWN": "Ditarik"}  # fmt: skip


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_totals_equal_the_ledger_s(nation: Nation):
    with Ledger.look(nation.home / "ledger.sqlite").read() as tx:
        submissions, findings = list_submissions(tx), findings_of(tx).to_pylist()
    report = (nation.home / "laporan" / nation.summary.run_id).resolve()
    assert nation.summary.report == report / "index.html"
    index = (report / "index.html").read_text()
    states = Counter(s.state.value for s in submissions)
    tiles = {word: int(n) for n, word in re.findall(r"<b>([\d.]+)</b> ([A-Z][\w ]+)</a>", index)}
    assert states.keys() <= WORDS.keys()
    assert {word: n for word, n in tiles.items() if n} == {WORDS[state]: n for state, n in states.items()}
    assert {p.stem for p in report.glob("kiriman/*.html")} == {s.id for s in submissions}
    rules = Counter(f["rule"] for f in findings)
    told = Counter[str]()
    for rule, n in re.findall(r"<b>(UMKM-\w+)</b>.*?<td class=\"a\">[\d.]+<td class=\"a\">([\d.]+)", index):
        told[rule] += int(n)
    assert told == rules
    where = Counter(f["submission_id"] for f in findings)
    pages = {s: len(re.findall(r'id="t\d+"', (report / f"kiriman/{s}.html").read_text())) for s in where}
    assert pages == dict(where)


def test_a_row_as_submitted_stands_beside_nearly_every_finding_in_a_row(nation: Nation):
    report = nation.home / "laporan/terbaru"
    pages = [p.read_text() for p in report.glob("kiriman/*.html")]
    spots = sum(len(re.findall(r'<div class="tempat dua">', text)) for text in pages)
    rows = sum(text.count('<figure class="baris">') for text in pages)
    assert spots > 50
    assert rows > 0.5 * spots
    assert all('<tr class="m">' in text for text in pages if '<figure class="baris">' in text)


def test_the_release_and_the_national_figures_are_told(nation: Nation):
    said = plain((nation.home / "laporan/terbaru/index.html").read_text())
    assert f"Terbitan {nation.summary.release} , terbitan pertama" in said
    assert "Angka nasional Oktober 2026" in said
