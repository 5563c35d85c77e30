"""One office, its files, and what people decide on them: for tests of deciding."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from flows.deciding import Action, Decided, Wish, decide
from flows.pipeline import run_pipeline
from flows.settings import Settings
from flows.stages import PlainStages
from flows.summary import Summary
from sources.places import place_for
from sources.template import write_template
from tests.journeys.test_order import CONTRACTS, OFFICES, PRODUCT, SOLD, open_here
from tests.practice import NOW
from warehouse.ledger import Ledger, Submission, list_submissions
from warehouse.ledger.record import events_of

OFFICE, PERIOD = "LP2A-LAHAT", "2026-10"
DEAR = SOLD | {"omzet_rp": 2_500_000, "pnbp_rp": 900_000, "premi_rp": 800_000, "modal_rp": 800_000}
"""Ten times what volume and price make: KONFIRMASI."""
UNKNOWN = SOLD | {"kode_produk": "GSJ-99"}
"""Sold, but in no catalogue: PERBAIKI."""


@dataclass
class Desk:
    """A home and an inbox of its own.

    Attributes:
        root: Folder of both.
        runs: How many runs there were.
    """

    root: Path
    settings_: dict[str, Any] = field(default_factory=dict)
    runs: int = 0

    @property
    def settings(self) -> Settings:
        return Settings(home=self.root / "home", **self.settings_)

    def send(self, name: str, *sold: Mapping[str, Any], day: int = 0, stock: int = 100) -> None:
        """Put a report into the inbox, received on a day counted from the 1st of November."""
        path = self.root / "kiriman" / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows: dict[str, list[Mapping[str, Any] | None]] = {
            "produk": [PRODUCT | {"stok_galeri": stock}],
            "penjualan": list(sold or [SOLD]),
        }
        write_template(path, CONTRACTS, OFFICES, office=OFFICE, period=PERIOD, rows=rows)
        at = datetime(2026, 11, 1, 3, tzinfo=NOW.tzinfo) + timedelta(days=day)
        os.utime(path, (at.timestamp(),) * 2)

    def send_sales(self, name: str, *, day: int) -> None:
        """Put sales alone into the inbox, of the product that the catalogue knows."""
        header = "Kode Produk;Nama Produk;Kanal;Volume Terjual;Satuan;Omzet (Rp);PNBP (Rp);Premi (Rp);Modal (Rp)\n"
        path = self.root / "kiriman" / name / f"{OFFICE}_{PERIOD}_penjualan.csv"
        path.parent.mkdir(parents=True)
        path.write_text(header + "GSJ-01;Gula Semut;koperasi;4;bungkus;100.000;40.000;30.000;30.000\n")
        at = datetime(2026, 11, 1, 3, tzinfo=NOW.tzinfo) + timedelta(days=day)
        os.utime(path, (at.timestamp(),) * 2)

    def run(self, now: datetime = NOW) -> Summary:
        """Take in what lies there."""
        self.runs += 1
        with open_here(self.settings, self.runs, now) as run, PlainStages(1) as stages:
            return run_pipeline(run, [place_for(str(self.root / "kiriman"), now=now)], stages, lambda _done, _all: None)

    def decide(self, name: str, action: str, by: str, reason: str = "sudah diperiksa", **more: Any) -> Decided:
        """Decide on the file of this name."""
        now = more.pop("now", NOW)
        return decide(self.settings, Wish(self[name].id, Action(action), reason, by, **more), now=now)

    def __getitem__(self, name: str) -> Submission:
        with Ledger.look(self.settings.home / "ledger.sqlite").read() as tx:
            return next(s for s in list_submissions(tx) if s.file == f"{name}.xlsx")

    def steps(self, name: str) -> list[tuple[str, str]]:
        """``(state, who)`` of its events."""
        with Ledger.look(self.settings.home / "ledger.sqlite").read() as tx:
            return [(e.to_state.value, e.actor) for e in events_of(tx, [self[name].id])]

    def count_events(self) -> int:
        """How many events the ledger has."""
        with Ledger.look(self.settings.home / "ledger.sqlite").read() as tx:
            return int(tx.exec_driver_sql("select count(*) from event").scalar_one())

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the current release."""
        with duckdb.connect(self.settings.home / "published/current/lumbung.duckdb", read_only=True) as con:
            return con.execute(query).fetchall()

    def sold(self) -> list[int]:
        """What the current release says was sold, in rupiah."""
        return [int(row[0]) for row in self.ask("select omzet_rp from core.penjualan order by 1")]
