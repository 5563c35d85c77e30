import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import openpyxl
import pytest
import python_calamine

from checks.judge import judge
from checks.text_batch import SubmissionMeta, assemble
from flows.simulate import nation, simulate
from flows.simulate.catalogue import goods
from flows.simulate.damage import DAMAGES, NEEDS_WHOLE, damaged
from flows.simulate.fates import all_kinds
from flows.simulate.kinds_fields import _UNKNOWN_CODE, _UNREADABLE
from flows.simulate.kinds_rows import _misspelt
from flows.simulate.seasons import factor, months_until
from sources import template_layout as at
from sources.contract_loader import fold, load_contracts
from sources.errors import UsageError
from sources.offices import Offices
from sources.reader import Reader

CONTRACTS = load_contracts()
OFFICES = Offices.load()
PERIOD = "2026-10"
TOTALS = ("Jumlah", "TOTAL", "Jumlah Total")
NEVER_PLANTED = {
    "UMKM-K502": "needs a month that is not over",
    "UMKM-K602": "needs a month that is not over",
    "UMKM-P006": "needs a file that takes more than the limits",
    "UMKM-P009": "needs a text file of more than 16 MB",
    "UMKM-P022": "needs titles of the office's own",
    "UMKM-P023": "needs a sheet of the office's own",
    "UMKM-S012": "needs a sheet of the office's own",
    "UMKM-S013": "needs a sheet of the office's own",
    "UMKM-S014": "needs a sheet of the office's own",
    "UMKM-S015": "needs a sheet of the office's own",
    "UMKM-S016": "needs a sheet of the office's own",
    "UMKM-S017": "needs a sheet of the office's own",
    "UMKM-S002": "the reader leaves the second of two equal columns unexplained",
    "UMKM-S005": "the official workbook has one sheet a dataset",
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    """Workbooks only, each office's first attempt with mistakes."""
    folder = tmp_path_factory.mktemp("salah") / "kiriman"
    return folder, simulate(folder, period=PERIOD, offices=24, error_rate=1.0, fmt="xlsx", rows=60, seed=11)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("campur") / "kiriman"
    return folder, simulate(folder, period=PERIOD, offices=26, error_rate=0.2, rows=60, seed=3)


def test_a_misspelt_product_is_one_that_its_rule_asks_about():
    """By the measures of UMKM-K107, for every product that practice offices make."""
    pairs = [(g.name.lower(), _misspelt(g.name).lower()) for g in goods() if len(g.name) >= 8]
    measures = "select damerau_levenshtein($1, $2), jaro_winkler_similarity($1, $2)"
    found = {pair: duckdb.execute(measures, pair).fetchall()[0] for pair in pairs}
    assert len(found) > 40
    assert {pair: said for pair, said in found.items() if said[0] != 1 or said[1] < 0.95} == {}


def contents(folder):
    return {p.name: (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime_ns) for p in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes_on_one_processor_or_many(tmp_path, monkeypatch):
    def write(name, seed):
        return simulate(tmp_path / name / "kiriman", period=PERIOD, offices=18, rows=40, seed=seed, messy=0.2)

    once, other = write("a", 5), write("c", 6)
    monkeypatch.setattr(nation, "_ALONE_UP_TO", 0)
    again = write("b", 5)
    assert once == again
    assert once != other
    assert contents(tmp_path / "a" / "kiriman") == contents(tmp_path / "b" / "kiriman")


def test_truth_lies_beside_the_files_and_names_each_of_them(mixed):
    folder, truth = mixed
    names = {p.name for p in folder.iterdir()}
    assert set(truth["files"]) == names
    assert "truth.json" not in names
    assert json.loads((folder.parent / "truth.json").read_text(encoding="utf-8")) == truth
    assert {v["expect"] for v in truth["files"].values()} >= {"published", "superseded", "returned", "duplicate"}
    assert any(v["office"] == "LP2A-LAHAT" for v in truth["files"].values())


def test_files_arrive_in_the_first_days_of_the_month_after_and_corrections_later(mixed):
    folder, truth = mixed
    times = {p.name: datetime.fromtimestamp(p.stat().st_mtime, UTC) for p in folder.iterdir()}
    assert {(t.year, t.month) for t in times.values()} == {(2026, 11)}
    assert 1 <= min(t.day for t in times.values()) < max(t.day for t in times.values()) <= 12
    first = {truth["files"][n]["office"]: t for n, t in times.items() if "_rev1" not in n}
    again = {truth["files"][n]["office"]: t for n, t in times.items() if "_rev1" in n}
    assert again
    assert all(first[office] < time for office, time in again.items())


def test_totals_are_the_sums_of_the_workbooks_in_force(wrong):
    folder, truth = wrong
    latest = {}
    for path in sorted(folder.iterdir(), key=lambda p: p.stat().st_mtime_ns):
        if truth["files"][path.name]["expect"] in ("published", "superseded"):
            latest[truth["files"][path.name]["office"]] = path
    counts = dict.fromkeys(CONTRACTS.datasets, 0)
    sums = {name: dict.fromkeys(sums_of(truth, name), Decimal(0)) for name in CONTRACTS.datasets}
    for path in latest.values():
        book = python_calamine.load_workbook(str(path))
        for contract in CONTRACTS.datasets.values():
            for row in rows_of(book, contract):
                counts[contract.name] += 1
                for column in sums[contract.name]:
                    sums[contract.name][column] += number(row.get(column, ""))
    assert len(latest) > 8
    told = {name: months[PERIOD] for name, months in truth["totals"].items()}
    assert {name: one["rows"] for name, one in told.items()} == counts
    assert {name: {c: Decimal(one[c]) for c in sums[name]} for name, one in told.items()} == sums


def sums_of(truth, dataset):
    """Columns that stand in the sheet: all numeric ones but the derived."""
    derived = {c.name for c in CONTRACTS.datasets[dataset].columns if c.is_derived}
    return [c for c in truth["totals"][dataset][PERIOD] if c != "rows" and c not in derived]


def rows_of(book, contract):
    names = {fold(n): c.name for c in contract.own_columns for n in c.names}
    table = book.get_sheet_by_name(at.sheet_name(contract)).to_python(skip_empty_area=False)
    headings = [names.get(fold(str(h))) for h in table[at.HEADER_ROW - 1]]
    for cells in table[at.HEADER_ROW :]:
        if any(cells) and cells[0] not in TOTALS:
            yield dict(zip(headings, cells, strict=True))


def number(cell):
    if isinstance(cell, str):
        whole, _, fraction = cell.partition(",")
        digits = re.sub(r"[^\d]", "", whole)
        return Decimal(f"{digits or 0}.{re.sub(r'[^0-9]', '', fraction) or 0}")
    return Decimal(repr(cell)) if not isinstance(cell, bool) else Decimal(0)


def test_every_planted_cell_holds_its_mistake(wrong):
    folder, truth = wrong
    books = {}
    seen = set()
    for error in truth["errors"]:
        rule = CONTRACTS.rule[error["rule"]]
        if rule.kind != "field" or error["cell"] is None:
            continue
        if error["file"] not in books:
            books[error["file"]] = openpyxl.load_workbook(folder / error["file"])
        value = books[error["file"]][error["sheet"]][error["cell"]].value
        column = CONTRACTS.datasets[rule.dataset].by_name[rule.fields[0]]
        assert holds_mistake(rule.constraint, column, value), error
        seen.add(rule.constraint)
    assert seen >= {"required", "type", "codes", "length", "range"}


def holds_mistake(constraint, column, value):
    if constraint == "required":
        return value is None
    if constraint == "type":
        return value in _UNREADABLE.values() or str(value).startswith("=")
    if constraint == "length":
        return len(value) > column.max_length
    if constraint == "range":
        return not Decimal(column.minimum) <= Decimal(str(value)) <= Decimal(column.maximum)
    return value == _UNKNOWN_CODE if constraint == "codes" else value is not None


def test_the_rules_find_what_was_planted_and_nothing_else(wrong):
    folder, truth = wrong
    reader = Reader(CONTRACTS, OFFICES)
    files = sorted(folder.iterdir())
    received = datetime(2026, 11, 20)  # noqa: DTZ001 (naive UTC, as the batch takes it)
    items = [(SubmissionMeta(p.name, p.name, p.name, received), reader.read_file(p)) for p in files]
    today = received.date()
    found = judge(
        assemble(CONTRACTS, items), CONTRACTS, today=today, offices=OFFICES.table(), expectations=False
    )  # fmt: skip
    keys = ("file", "sheet", "cell", "rule")
    rows = [{"file": f["submission_id"], **f} for f in found.findings.to_pylist()]
    assert sorted(tuple(str(f[k]) for k in keys) for f in rows) == sorted(
        tuple(str(e[k]) for k in keys) for e in truth["errors"]
    )
    words = {"published": "accepted", "superseded": "accepted", "needs_confirmation": "accepted"}
    assert {name: v.word for name, v in found.verdicts.items()} == {
        name: words.get(f["expect"], f["expect"]) for name, f in truth["files"].items()
    }
    asked = {f["file"] for f in rows if f["severity"] == "KONFIRMASI"}
    waiting = {name for name, f in truth["files"].items() if f["expect"] == "needs_confirmation"}
    assert waiting
    assert waiting == {name for name in asked if found.verdicts[name].word == "accepted"}


def test_every_rule_can_be_broken_or_says_why_not():
    breakable = {rule for kind in all_kinds(CONTRACTS) for rule in kind.rules} | set(DAMAGES)
    assert {r.id for r in CONTRACTS.rules if r.tier in "PSVK"} - breakable == set(NEVER_PLANTED)


@pytest.mark.parametrize(("rule", "kind"), [(rule, kind) for rule, (kind, _) in DAMAGES.items()])
def test_a_damaged_file_is_refused_for_what_it_is(mixed, rule, kind):
    folder, truth = mixed
    name = next(n for n, f in truth["files"].items() if f["expect"] == "published" and n.endswith(".xlsx"))
    whole = (folder / name).read_bytes()
    reading = Reader(CONTRACTS, OFFICES).read_bytes(damaged(kind, whole), f"laporan{DAMAGES[rule][1]}")
    assert reading.rejected is not None
    assert reading.rejected.rule == rule
    assert (damaged(kind, whole, "Lahat") != damaged(kind, whole, "Garut")) == (kind not in NEEDS_WHOLE)


def test_delimited_files_come_in_the_order_that_rules_look(tmp_path):
    truth = simulate(tmp_path / "kiriman", period=PERIOD, offices=3, error_rate=0, fmt="csv", rows=40)
    lahat = sorted((tmp_path / "kiriman").glob("LP2A-LAHAT_*"), key=lambda p: p.stat().st_mtime_ns)
    parts = [p.stem.split("_2026-10_")[1] for p in lahat]
    assert parts == ["produk", "tenaga_kerja", "produksi", "penjualan", "panen", "kegiatan"]
    assert "Gula Semut Jahe Merah" in lahat[0].read_bytes().decode("cp1252", "replace")
    assert truth["errors"] == []


def test_seasons_and_months():
    assert list(months_until("2026-02", 3)) == ["2025-12", "2026-01", "2026-02"]
    assert factor("ramadan", "2026-02") > factor("ramadan", "2026-05")


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "kiriman").mkdir()
    (tmp_path / "kiriman" / "punya orang.txt").write_text("jangan")
    with pytest.raises(UsageError, match="empty folder"):
        simulate(tmp_path / "kiriman", period=PERIOD, offices=2)
    assert not (tmp_path / "truth.json").exists()
