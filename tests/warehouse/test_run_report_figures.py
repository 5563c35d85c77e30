"""What a report says of releases: how the nation's figures moved, also after the releases have gone."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.granary import Sent, at, batch, harvest, sale
from warehouse.load import load
from warehouse.publish import publish
from warehouse.records import Records
from warehouse.run_report.figures import FILE, moved
from warehouse.run_report.wording import number, reason_words, signed


@pytest.fixture(scope="module")
def releases(tmp_path_factory, empty_warehouse: Path, contracts) -> tuple[Path, list[str]]:
    """Two releases of a month: the second has another office's sales and a harvest of the first."""
    root = tmp_path_factory.mktemp("releases")
    published = root / "published"
    first = Sent("A", "2026-09", at("2026-10-03"), {"penjualan": [sale("P", 1000)]})
    more = [
        Sent("B", "2026-09", at("2026-10-04"), {"penjualan": [sale("Q", 234)]}),
        Sent("A", "2026-10", at("2026-11-04"), {"panen": [harvest("pertanian", "Padi", 50)]}),
    ]
    names = []
    shutil.copy(empty_warehouse, root / "in-use.duckdb")
    with duckdb.connect(root / "in-use.duckdb") as con:
        for day, sent in enumerate(([first], more), start=5):
            load(con, batch(contracts, sent))
            names.append(publish(con, published, contracts, Records(), now=at(f"2026-11-0{day} 07:00")).release)
    return published, names


def figure(found, month: str, label: str):
    return next(f for m, figures in found.months if m == month for f in figures if f.label == label)


def test_figures_are_told_against_the_release_before(releases, tmp_path: Path):
    published, names = releases
    found, _ = moved(published, names[1:], {"2026-10"}, tmp_path / FILE)
    assert (found.release, found.before) == (names[1], names[0])
    assert [month for month, _ in found.months] == ["2026-10", "2026-09"]
    sales = figure(found, "2026-09", "Omzet")
    assert (sales.before, sales.now, sales.change) == (Decimal(1000), Decimal(1234), Decimal(234))
    assert sales.percent == Decimal("23.4")
    assert figure(found, "2026-10", "Hasil panen").change is None
    assert figure(found, "2026-10", "Hasil panen").now == Decimal(50)


def test_several_releases_are_told_as_one_step(releases, tmp_path: Path):
    published, names = releases
    found, _ = moved(published, names, set(), tmp_path / FILE)
    assert found.before is None
    assert figure(found, "2026-09", "Omzet").now == Decimal(1234)


def test_figures_stay_when_their_releases_have_gone(releases, tmp_path: Path):
    published, names = releases
    found, kept = moved(published, names[1:], set(), tmp_path / FILE)
    (tmp_path / FILE).write_text(json.dumps(kept))
    gone_from = tmp_path / "nothing"
    assert moved(gone_from, names[1:], set(), tmp_path / FILE)[0] == found
    gone, nothing = moved(gone_from, names, set(), tmp_path / FILE)
    assert (gone.is_known, nothing) == (False, None)


def test_a_run_that_published_nothing_has_no_figures(tmp_path: Path):
    found, kept = moved(tmp_path, [], {"2026-10"}, tmp_path / FILE)
    assert (found.release, list(found.months), kept) == (None, [], None)


def test_numbers_as_people_here_write_them():
    assert [number(v, d) for v, d in ((1234567, 0), (Decimal("-0.5"), 1), (None, 0))] == ["1.234.567", "-0,5", "–"]
    assert [signed(v) for v in (Decimal(1500), -20, 0, None)] == ["+1.500", "−20", "0", "–"]


def test_our_own_reasons_are_told_in_indonesian_and_others_as_they_are():
    assert reason_words("repeats S12ab") == "sama dengan kiriman S12ab"
    assert reason_words("atas permintaan kantor pusat") == "atas permintaan kantor pusat"
    assert reason_words(None) == ""
