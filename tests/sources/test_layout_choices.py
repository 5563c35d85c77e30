"""What an operator decided is read that way the next time: for that office, those headings, those months, no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.layouts import Decision, Desk, decide, decisions, tables_of
from sources.contract import Contracts
from sources.errors import UsageError
from sources.layout_choices import LayoutChoices
from sources.limits import DEFAULT_LIMITS
from sources.offices import Offices
from sources.pool import ReaderPool
from sources.reader import Reader
from tests.sources.sheets import workbook
from tests.sources.test_matching import ROWS, renamed

STRANGE = renamed(Omzet="Uang Masuk", Modal="Putaran")


def sent(folder: Path, heading: tuple[str, ...], office: str = "LP2A-LAHAT", period: str = "2026-10") -> Path:
    path = folder / f"{office}_{period}.xlsx"
    path.write_bytes(workbook({"Data": [heading, *ROWS]}))
    return path


@pytest.fixture
def desk(tmp_path: Path, contracts: Contracts) -> Desk:
    return Desk(tmp_path / "peta_letak", contracts, DEFAULT_LIMITS, datetime(2026, 11, 3, 7, tzinfo=UTC))


def fields(desk: Desk, path: Path) -> list[str | None]:
    reader = Reader(desk.contracts, Offices.load(), LayoutChoices.load(desk.folder))
    return [c.field for c in reader.read_file(path).tables[0].columns]


CHOICE = Decision("penjualan", {"Uang Masuk": "omzet_rp", "putaran": "-"}, "menurut telepon", "Sari")


def test_a_choice_is_read_the_next_time_and_by_reading_processes(tmp_path: Path, desk: Desk) -> None:
    path = sent(tmp_path, STRANGE)
    assert fields(desk, path)[5] is None
    rows = decide(path, 1, CHOICE, desk)
    assert [(r["judul"], r["kolom"]) for r in rows] == [("", ""), ("Uang Masuk", "omzet_rp"), ("Putaran", "-")]
    assert {(r["oleh"], r["alasan"], r["berlaku_dari"], r["pada"]) for r in rows} == {
        ("Sari", "menurut telepon", "2026-10", "2026-11-03T07:00:00+00:00")
    }
    assert decisions(desk) == rows
    later = sent(tmp_path, STRANGE, period="2026-11")
    with ReaderPool(desk.contracts, Offices.load(), 1, choices=LayoutChoices.load(desk.folder)) as pool:
        reading = pool.read(later).result()
    assert [c.field for c in reading.tables[0].columns][5:] == ["omzet_rp", "pnbp_rp", "premi_rp", None]
    assert reading.remarks == ()
    assert reading.unexplained == []
    assert tables_of(later, desk)["tables"][0]["guesses"] == []


def test_a_choice_holds_for_no_other_office_headings_or_months(tmp_path: Path, desk: Desk) -> None:
    decide(sent(tmp_path, STRANGE), 1, replace(CHOICE, until="2026-12"), desk)
    assert fields(desk, sent(tmp_path, STRANGE, period="2026-12"))[5] == "omzet_rp"
    assert fields(desk, sent(tmp_path, STRANGE, office="LP1-MALANG"))[5] is None
    assert fields(desk, sent(tmp_path, STRANGE, period="2026-09"))[5] is None
    assert fields(desk, sent(tmp_path, STRANGE, period="2027-01"))[5] is None
    assert fields(desk, sent(tmp_path, (*STRANGE[:4], *reversed(STRANGE[4:]))))[-2:] != ["omzet_rp", "satuan"]


def test_the_last_choice_counts_and_a_table_may_belong_to_none(tmp_path: Path, desk: Desk) -> None:
    path = sent(tmp_path, STRANGE)
    decide(path, 1, CHOICE, desk)
    decide(path, 1, Decision("-", {}, "salah lembar", "Budi"), desk)
    assert fields(desk, path) == [None] * 9
    assert len(decisions(desk)) == 4


@pytest.mark.parametrize(
    ("number", "decision", "problem"),
    [
        (2, CHOICE, "no table 2; it has 1"),
        (1, Decision("penjualn", {}, "a", "b"), "no dataset 'penjualn'"),
        (1, Decision("penjualan", {"Uang Keluar": "omzet_rp"}, "a", "b"), "no heading 'Uang Keluar'"),
        (1, Decision("penjualan", {"Uang Masuk": "omset"}, "a", "b"), "no column 'omset'"),
        (1, Decision("penjualan", {"Uang Masuk": "modal_rp", "Putaran": "modal_rp"}, "a", "b"), "cannot mean the same"),
        (1, Decision("-", {"Uang Masuk": "modal_rp"}, "a", "b"), "no columns to choose"),
        (1, Decision("penjualan", {}, " ", "b"), "say why"),
        (1, Decision("penjualan", {}, "a", "b", since="segera"), "is no month"),
        (1, Decision("penjualan", {}, "a", "b", until="2026-09"), "before it begins"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    tmp_path: Path, desk: Desk, number: int, decision: Decision, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        decide(sent(tmp_path, STRANGE), number, decision, desk)
    assert decisions(desk) == []


def test_a_map_with_other_columns_is_refused_by_name(desk: Desk) -> None:
    desk.folder.mkdir(parents=True)
    (desk.folder / "peta.csv").write_text("kantor,judul\na,b\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"peta\.csv: expected the columns kode_upt"):
        LayoutChoices.load(desk.folder)
