"""An instance whose rules change between runs: real datasets, one rule of our own, reader and judge in this process.

Other rules, releases and reports are left out, so that a run takes half a second.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from checks.judge import Judgement, judge
from checks.ruleset import fingerprint
from flows.pipeline import run_pipeline
from flows.reporting import Reported
from flows.run import Run
from flows.settings import Settings
from flows.stages import PlainStages
from flows.summary import Summary
from sources.archive import Archive
from sources.contract import Contracts, Rule
from sources.contract_loader import load_contracts
from sources.home import Home
from sources.offices import Offices
from sources.places import place_for
from sources.reader import Reader
from sources.reading import Reading
from tests.practice import NOW
from warehouse.ledger import Ledger, Record, Submission, list_submissions, record_of
from warehouse.publish import Published
from warehouse.schema import open_warehouse

OFFICES = Offices.load()
RULE = "UMKM-K190"
HEAD = "Kode Produk;Nama Produk;Kategori;Produk Unggulan;Satuan;Harga Satuan (Rp)\n"
SQL = """-- {comment}
select p._submission_id, p._sheet, p._row, 'harga_satuan_rp' as field
from produk as p
where p.harga_satuan_rp > {most}
"""


class Here:
    """Reader and judge of a run, in this process and without Great Expectations."""

    def __init__(self, contracts: Contracts) -> None:
        only = {name: c for name, c in contracts.datasets.items() if c.rules}  # a dataset costs the judge 0.2 s
        self._contracts, self._reader = replace(contracts, datasets=only), Reader(contracts, OFFICES)

    def read(self, path: Path, name: str) -> Future[Reading]:
        return _done(self._reader.read_file(path, name))

    def expect(self, batches: int) -> None:
        """Nothing has to get ready here."""

    def judge(self, batch: Mapping[str, Any], *, context: Mapping[str, Any], today: date) -> Future[Judgement]:
        table, rules = OFFICES.table(), self._contracts
        return _done(judge(batch, rules, context=context, today=today, offices=table, expectations=False))


def _done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


BASE = load_contracts()
PLAIN = Rule(
    id=RULE, dataset="produk", tier="K", severity="PERBAIKI", kind="sql", title="Harga di bawah batas",
    message="Terlalu mahal.", fix="Perbaiki.", fields=("harga_satuan_rp",), sql=f"produk/{RULE}.sql",
)  # fmt: skip


def _with(rule: Rule, folder: Path) -> Contracts:
    """The real datasets with one rule and no other, besides those that the reader itself enforces."""
    datasets = {name: replace(c, rules=(rule,) if name == rule.dataset else ()) for name, c in BASE.datasets.items()}
    reader = tuple(r for r in BASE.envelope.rules if r.kind == "reader")
    return Contracts(datasets, replace(BASE.envelope, rules=reader), folder)


def _no_release(_run: Run) -> Published:
    return Published("none", Path(), is_new=False)


def _no_report(_run: Run) -> Reported:
    return Reported()


@dataclass
class Changing:
    """One home, and the rules that its next run judges by."""

    root: Path
    runs: int = 0
    rule: Rule = PLAIN
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return Home(self.root / "home")

    def rules(self, most: int, *, comment: str = "Harga tidak melampaui batas.", **said: Any) -> None:
        """Ask that no product costs more, and say of the rule what else is given (``maturity``, ``valid_from``)."""
        self.rule = replace(PLAIN, **said)
        path = self.root / "rules" / str(PLAIN.sql)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SQL.format(most=most, comment=comment), encoding="utf-8")

    def sends(self, office: str, price: int, *, period: str = "2026-10", day: int = 1) -> None:
        """An office's catalogue of one product."""
        file = self.root / f"kiriman/{day}/{office}_{period}_produk.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{HEAD}GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;{price}\n", encoding="utf-8")
        os.utime(file, (NOW.timestamp() - 86400 * (20 - day),) * 2)

    def ingest(self) -> Summary:
        """Run once by the rules of now."""
        contracts, self.runs = _with(self.rule, self.root / "contracts"), self.runs + 1
        home = self.home.prepare()
        settings = Settings(home=home.root, **self.settings)
        with open_warehouse(home.warehouse, contracts) as con, PlainStages(1) as stages:
            run = Run(
                id=f"run-{self.runs}", home=home, settings=settings, contracts=contracts, offices=OFFICES, now=NOW,
                ruleset=fingerprint(contracts), archive=Archive(home.archive), ledger=Ledger.open(home.ledger),
                warehouse=con, readers=Here(contracts), judges=Here(contracts),  # type: ignore[arg-type]
            )  # fmt: skip
            place = place_for(str(self.root / "kiriman"), now=NOW)
            with (
                patch("flows.pipeline.publish_release", _no_release),
                patch("flows.pipeline.report_of_run", _no_report),
            ):
                return run_pipeline(run, [place], stages, lambda _done, _all: None)

    def submissions(self) -> list[Submission]:
        with Ledger.look(self.home.ledger).read() as tx:
            return list_submissions(tx)

    def record(self, office: str, period: str = "2026-10") -> Record:
        """All that is known of an office's latest attempt."""
        (*_, last) = (s for s in self.submissions() if (s.office, s.period) == (office, period))
        with Ledger.look(self.home.ledger).read() as tx:
            return record_of(tx, last.id)

    def state(self, office: str, period: str = "2026-10") -> str:
        return self.record(office, period).submission.state.value
