"""Whatever files an office sends, and in whatever order and portions they reach us: the same tables in the end.

The whole pipeline runs (collect, read, plan, check, load, publish), with reader and judge in this process and without
Great Expectations, so that many orders can be tried.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checks.judge import Judgement, judge
from flows.pipeline import run_pipeline
from flows.run import Run
from flows.settings import Settings
from flows.stages import PlainStages
from sources.archive import Archive
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.offices import Offices
from sources.places import place_for
from sources.reader import Reader
from sources.reading import Reading
from sources.template import write_template
from tests.journeys.test_nation import tables
from tests.practice import NOW
from warehouse.ledger import Ledger, list_submissions, rule_runs_of
from warehouse.schema import open_warehouse

CONTRACTS, OFFICES = load_contracts(), Offices.load()
GOOD = {"kode_produk": "GSJ-01", "nama_produk": "Gula Semut", "kategori": "pangan_olahan", "unggulan": False}
PRODUCT = GOOD | {"satuan": "bungkus", "harga_satuan_rp": 25000, "siap_galeri": False, "stok_galeri": 100}
SALE = {"kode_produk": "GSJ-01", "nama_produk": "Gula Semut", "kanal": "koperasi", "volume": 10, "satuan": "bungkus"}
SOLD = SALE | {"omzet_rp": 250000, "pnbp_rp": 90000, "premi_rp": 80000, "modal_rp": 80000}


class Here:
    """Reader and judge of a run, in this process."""

    def __init__(self) -> None:
        self._reader = Reader(CONTRACTS, OFFICES)

    def read(self, path: Path, name: str) -> Future[Reading]:
        return done(self._reader.read_file(path, name))

    def expect(self, batches: int) -> None:
        """Nothing has to get ready here."""

    def judge(self, batch: Mapping[str, Any], *, context: Mapping[str, Any], today: date) -> Future[Judgement]:
        table = OFFICES.table()
        return done(judge(batch, CONTRACTS, context=context, today=today, offices=table, expectations=False))


def done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


@contextmanager
def open_here(settings: Settings, number: int, now: datetime = NOW) -> Iterator[Run]:
    home, here = Home(settings.home).prepare(), Here()
    with open_warehouse(home.warehouse, CONTRACTS) as con:
        yield Run(
            id=f"run-{number}", home=home, settings=settings, contracts=CONTRACTS, offices=OFFICES, now=now,
            ruleset="r", archive=Archive(home.archive), ledger=Ledger.open(home.ledger), warehouse=con,
            readers=here, judges=here,  # type: ignore[arg-type]
        )  # fmt: skip


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What Lahat sends in the days of a month, each a day after the one before.

    Sales before there is a catalogue; a catalogue with an unreadable price; the whole report; it once more, unchanged;
    sales of an unknown product; better sales; the first report again (which undoes them); and a file that is none.
    """
    folder = tmp_path_factory.mktemp("lahat")
    whole = folder / "lahat.xlsx"
    rows = {"produk": [PRODUCT], "penjualan": [SOLD]}
    write_template(whole, CONTRACTS, OFFICES, office="LP2A-LAHAT", period="2026-10", rows=rows)
    header = "Kode Produk;Nama Produk;Kanal;Volume Terjual;Satuan;Omzet (Rp);PNBP (Rp);Premi (Rp);Modal (Rp)\n"
    early = header + "GSJ-01;Gula Semut;koperasi;4;bungkus;100.000;40.000;30.000;30.000\n"
    unknown = early.replace("GSJ-01", "GSJ-99")
    better = early.replace(";4;", ";8;").replace("100.000", "200.000").replace("40.000", "140.000")
    product = "Kode Produk;Nama Produk;Kategori;Produk Unggulan;Satuan;Harga Satuan (Rp)\n"
    spoiled = product + "GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;mahal\n"
    name = "LP2A-LAHAT_2026-10"
    contents: Sequence[tuple[str, bytes]] = [
        (f"1/{name}_penjualan.csv", early.encode()),
        (f"2/{name}_produk.csv", spoiled.encode()),
        ("3/lahat.xlsx", whole.read_bytes()),
        ("4/salinan lahat.xlsx", whole.read_bytes()),
        (f"5/{name}_penjualan.csv", unknown.encode()),
        (f"6/{name}_penjualan.csv", better.encode()),
        ("7/lahat lagi.xlsx", whole.read_bytes()),
        ("8/kosong.csv", b""),
    ]
    for day, (path, data) in enumerate(contents):
        file = folder / "kiriman" / path
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        os.utime(file, (NOW.timestamp() - 86400 * (20 - day),) * 2)
    return sorted((folder / "kiriman").glob("*/*"))


def take_in(root: Path, portions: Sequence[Sequence[Path]]) -> tuple[dict[str, str], dict[str, list[Any]]]:
    """State of each file, and the published tables, after the files came in these portions."""
    shutil.rmtree(root, ignore_errors=True)
    inbox = root / "kiriman"
    for number, portion in enumerate(portions):
        for file in portion:
            target = inbox / file.parent.name / file.name
            target.parent.mkdir(parents=True)
            shutil.copy2(file, target)
        with open_here(Settings(home=root / "home"), number) as run, PlainStages(1) as stages:
            run_pipeline(run, [place_for(str(inbox), now=NOW)], stages, lambda _done, _all: None)
    with Ledger.look(root / "home/ledger.sqlite").read() as tx:
        files = {s.id: s.file + s.received_at.isoformat() for s in list_submissions(tx)}
        states = {files[s.id]: s.state.value for s in list_submissions(tx)}
        runs = [(files[r["submission_id"]], *list(r.values())[1:]) for r in rule_runs_of(tx).to_pylist()]
    return states, tables(root / "home") | {"rule runs": sorted(runs, key=repr)}


@pytest.fixture(scope="module")
def at_once(sent: list[Path], tmp_path_factory: pytest.TempPathFactory):
    return take_in(tmp_path_factory.mktemp("at_once"), [sent])


def test_at_once_they_end_as_the_story_says(at_once):
    states, found = at_once
    assert list(dict(sorted(states.items(), key=lambda s: s[0][-25:])).values()) == [
        "SUPERSEDED", "CLOSED", "SUPERSEDED", "DUPLICATE", "CLOSED", "SUPERSEDED", "PUBLISHED", "REJECTED",
    ]  # fmt: skip
    assert len(found["core.penjualan"]) == 1


ORDERS = st.permutations(range(8)).flatmap(
    lambda order: st.tuples(st.just(order), st.sets(st.integers(1, 7), max_size=3))
)


def test_backwards_and_in_portions_they_end_in_the_same_tables(sent, at_once, tmp_path):
    check(sent, at_once, tmp_path, [7, 6, 5, 4, 3, 2, 1, 0], {2, 4, 6})


@pytest.mark.full
@settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(ORDERS)
def test_any_order_and_any_portions_end_in_the_same_tables(sent, at_once, tmp_path_factory, drawn):
    check(sent, at_once, tmp_path_factory.mktemp("order"), *drawn)


def check(sent: list[Path], at_once: object, tmp_path: Path, order: list[int], cuts: set[int]) -> None:
    """Taken in like this, the files end as they do at once."""
    edges = [0, *sorted(cuts), len(order)]
    portions = [[sent[i] for i in order[a:b]] for a, b in pairwise(edges)]
    assert take_in(tmp_path / "other", portions) == at_once
