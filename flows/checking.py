"""A live look at files, without loading anything: what ``lumbung check`` says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from checks.text_batch import SubmissionMeta, assemble
from flows.settings import Settings
from sources.contract import SEVERITIES, Contracts
from sources.home import Home
from sources.layout_choices import LayoutChoices
from sources.offices import Offices
from sources.pool import ReaderPool
from sources.zip_files import Unpacked, is_zip_name

if TYPE_CHECKING:
    from checks.judge import Judgement
    from sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Look:
    """How to look at files.

    Attributes:
        fast: The same rules without Great Expectations beside them.
        now: When; files are taken as received then.
    """

    settings: Settings
    contracts: Contracts
    now: datetime
    today: date
    fast: bool = False


def check_files(files: Sequence[Path], look: Look) -> Iterator[dict[str, Any]]:
    """Read and judge files together, each as a submission of its own.

    Yields:
        One object a file, in the order given, as interfaces.md names its keys; for a zip, one for each file in it.
    """
    from checks.judge import judge

    offices = Offices.load()
    settings = look.settings
    with (
        TemporaryDirectory(prefix="lumbung-") as folder,
        ReaderPool(
            look.contracts,
            offices,
            min(settings.workers, len(files)),
            settings.read_limits,
            choices=LayoutChoices.load(Home(settings.home).layouts),
        ) as pool,
    ):
        named = [one for n, file in enumerate(files) for one in _inside(file, pool, Path(folder) / str(n))]
        under_way = [pool.read(place, PurePath(name).name) for name, place in named]
        readings = [future.result() for future in under_way]
        metas = [_meta(n, name, place, look.now) for n, (name, place) in enumerate(named)]
    items = list(zip(metas, readings, strict=True))
    judgement = judge(
        assemble(look.contracts, items), look.contracts, today=look.today, offices=offices.table(),
        expectations=not look.fast,
    )  # fmt: skip
    for (name, _), (meta, reading) in zip(named, items, strict=True):
        told = describe(meta.submission_id, reading, judgement, look.contracts)
        yield {"file": name, **told, "verdict": _verdict(meta.submission_id, judgement, settings.partial_limit)}


def _verdict(submission: str, judgement: Judgement, limit: float) -> str:
    """``accepted`` too where the rows that have to be mended may be put aside while the rest goes on."""
    from checks.partial import Place, faulty_rows, rows_aside

    word: str = judgement.verdicts[submission].word
    if word != "returned" or not limit:
        return word
    rows = faulty_rows(judgement.findings, judgement.typed).get(submission, set())
    places = [
        place if (place := Place(f["dataset"], f["sheet"], f["row"])) in rows else None
        for f in _of(judgement.findings, submission)
        if f["severity"] == "PERBAIKI"
    ]
    n_rows = sum(part["n_baris"] for part in _of(judgement.parts, submission))
    return "accepted" if rows_aside(places, n_rows, limit) else word


def _inside(file: Path, pool: ReaderPool, folder: Path) -> list[Unpacked]:
    """The file with its name; for a zip of files, those in it."""
    found = None
    if is_zip_name(file.name):
        folder.mkdir()
        found = pool.unpack(file, str(file), folder).result()
    return found or [(str(file), file)]


def _meta(number: int, name: str, place: Path, now: datetime) -> SubmissionMeta:
    with place.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return SubmissionMeta(f"F{number:06d}", PurePath(name).name, sha256, now)


def describe(submission: str, reading: Reading, judgement: Judgement, contracts: Contracts) -> dict[str, Any]:
    """What was found in one file."""
    findings = [
        {"id": f["finding_id"], **{k: v for k, v in f.items() if k not in {"submission_id", "finding_id"}}}
        for f in _of(judgement.findings, submission)
    ]
    order = {rule.id: n for n, rule in enumerate(contracts.rules)}
    findings.sort(key=lambda f: (SEVERITIES.index(f["severity"]), order[f["rule"]], f["row"] or 0))
    quarantined: dict[str, set[Any]] = {}
    for finding in findings:
        if finding["severity"] in {"TOLAK", "PERBAIKI"} and finding["row"] is not None:
            quarantined.setdefault(finding["dataset"], set()).add((finding["sheet"], finding["row"]))
    return {
        "office": reading.identity.kode_upt,
        "period": reading.identity.periode,
        "verdict": judgement.verdicts[submission].word,
        "datasets": {
            part["dataset"]: {
                "rows": part["n_baris"],
                "rows_quarantined": len(quarantined.get(part["dataset"], ())),
                "nil": part["nihil"],
            }
            for part in _of(judgement.parts, submission)
        },
        "findings": findings,
        "rule_runs": [
            {k: v for k, v in run.items() if k != "submission_id"} for run in _of(judgement.rule_runs, submission)
        ],
        "cells": {
            "nonempty": reading.n_nonempty,
            "mapped": reading.n_mapped,
            "ignored": reading.ignored,
            "unexplained": len(reading.unexplained),
        },
    }


def _of(table: Any, submission: str) -> list[dict[str, Any]]:
    import pyarrow.compute as pc

    rows: list[dict[str, Any]] = table.filter(pc.equal(table["submission_id"], submission)).to_pylist()
    return rows
