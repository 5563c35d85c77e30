"""An instance whose rules change between runs: real contracts, one rule of our own, reader and judge in this process.

Rules over rows, releases and reports are left out: a run takes a second.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from checks.judge import Judgement, judge
from checks.ruleset import fingerprint
from flows.pipeline import run_pipeline
from flows.reporting import Reported
from flows.run import Run
from flows.settings import Settings
from flows.stages import PlainStages
from flows.summary import Summary
from sources.archive import Archive
from sources.contract import Contracts
from sources.contract_loader import FOLDER, load_contracts
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
        self._contracts, self._reader = contracts, Reader(contracts, OFFICES)

    def read(self, path: Path, name: str) -> Future[Reading]:
        return _done(self._reader.read_file(path, name))

    def judge(self, batch: Mapping[str, Any], *, context: Mapping[str, Any], today: date) -> Future[Judgement]:
        table, rules = OFFICES.table(), self._contracts
        return _done(judge(batch, rules, context=context, today=today, offices=table, expectations=False))


def _done(value: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(value)
    return future


@functools.cache
def _text_of(name: str) -> str:
    contract = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if name != "pengiriman.odcs.yaml":
        contract["schema"][0]["quality"] = []
    return json.dumps(contract, default=str)


def _bare_contract(name: str) -> dict[str, Any]:
    contract: dict[str, Any] = json.loads(_text_of(name))
    return contract


def _write(path: Path, contract: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(contract, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML


def _no_release(_run: Run) -> Published:
    return Published("none", Path(), is_new=False)


def _no_report(_run: Run) -> Reported:
    return Reported()


@dataclass
class Changing:
    """One home, and the rules that its next run judges by."""

    root: Path
    runs: int = 0
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return Home(self.root / "home")

    def rules(self, most: int, *, comment: str = "Harga tidak melampaui batas.", **said: str) -> None:
        """Ask that no product costs more, and say of the rule what else is given (``kematangan``, ``berlakuDari``)."""
        contract, path = _bare_contract("produk.odcs.yaml"), self.root / "contracts/produk.odcs.yaml"
        if not path.exists():
            for name in (file.name for file in FOLDER.glob("*.yaml")):
                _write(path.with_name(name), _bare_contract(name))
        texts = {"pesan": "Terlalu mahal.", "caraPerbaiki": "Perbaiki.", "kolom": ["harga_satuan_rp"]} | said
        severity = texts.pop("severity", "PERBAIKI")
        entry = {
            "id": RULE, "type": "custom", "engine": "lumbung", "implementation": f"produk/{RULE}.sql",
            "name": "Harga di bawah batas", "severity": severity,
            "customProperties": [{"property": p, "value": v} for p, v in texts.items()],
        }  # fmt: skip
        contract["schema"][0]["quality"].append(entry)
        _write(path, contract)
        rule = self.root / f"rules/produk/{RULE}.sql"
        rule.parent.mkdir(parents=True, exist_ok=True)
        rule.write_text(SQL.format(most=most, comment=comment), encoding="utf-8")

    def sends(self, office: str, price: int, *, period: str = "2026-10", day: int = 1) -> None:
        """An office's catalogue of one product."""
        file = self.root / f"kiriman/{day}/{office}_{period}_produk.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{HEAD}GSJ-01;Gula Semut;Pangan olahan;tidak;bungkus;{price}\n", encoding="utf-8")
        os.utime(file, (NOW.timestamp() - 86400 * (20 - day),) * 2)

    def ingest(self) -> Summary:
        """Run once by the rules of now."""
        contracts, self.runs = load_contracts(self.root / "contracts"), self.runs + 1
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
