"""The report of a run: what its pages say, and what they never show or do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.warehouse.ledger_made import NOW
from tests.warehouse.report_made import FILES, NAME, RUN, known, made_home
from warehouse.ledger import Stamp, State, begin_run, transition
from warehouse.run_report.make import make_report
from warehouse.run_report.scope import scope_of_day, scope_of_run

GOLDEN = Path(__file__).parent / "golden"


@dataclass
class Page(HTMLParser):
    """Tags with their attributes, and the text that a reader sees."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    _inside: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data):
        if self._inside != "script":
            self.text += data


def read(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.text = " ".join(page.text.split())
    return page


@dataclass
class Made:
    folder: Path
    ids: list[str]

    @property
    def index(self) -> Page:
        return read(self.folder / "index.html")

    def page(self, place: int) -> Page:
        return read(self.folder / f"kiriman/{self.ids[place]}.html")


def report(home, ledger):
    with ledger.read() as tx:
        scope = scope_of_run(tx)
    return make_report(home, ledger, scope, known())


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    home, ledger, ids = made_home(tmp_path_factory.mktemp("report") / "home")
    made = report(home, ledger)
    assert made.index == home.reports / RUN / "index.html"
    return Made(made.index.parent, ids)


def test_every_verdict_has_its_number_and_its_list(made: Made):
    for words in ("1 Terbit", "1 Dikembalikan", "1 Ditolak", "1 Duplikat", "0 Digantikan", "1 Gagal"):
        assert words in made.index.text
    anchors = {a.get("href") for tag, a in made.index.tags if tag == "a"}
    ids = {a.get("id") for _, a in made.index.tags}
    assert {"#v-terbit", "#v-dikembalikan", "#v-ditolak", "#v-duplikat", "#v-gagal"} <= anchors
    assert {a[1:] for a in anchors if a and a.startswith("#")} <= ids


def test_what_needs_a_person_comes_in_the_order_of_need(made: Made):
    order = ["Gagal karena sistem", "Memuat data pribadi", "Berkas yang tidak diambil", "Dikembalikan untuk diperbaiki"]
    places = [made.index.text.index(words) for words in order]
    assert places == sorted(places)


def test_all_links_lead_somewhere(made: Made):
    pages = [made.folder / "index.html", *made.folder.glob("*/*.html"), made.folder.parent / "index.html"]
    assert len(pages) > len(FILES)
    missing = [
        (str(page), a["href"])
        for page in pages
        for tag, a in read(page).tags
        if tag in {"a", "link"} and not (page.parent / str(a["href"]).split("#", maxsplit=1)[0]).exists()
    ]
    assert missing == []


def test_a_finding_stands_beside_its_row_with_the_cell_marked(made: Made):
    html = (made.folder / f"kiriman/{made.ids[1]}.html").read_text()
    start = html.index('id="t1"')
    spot = html[start : html.index("</figure>", start)]
    assert "Baris 6 seperti dikirim" in spot
    assert '<tr class="m"><th scope="row"><i>F</i> Hasil<td><mark>Aaaa Aaaaaaa</mark>' in spot
    assert "<i>B</i> Sektor<td>pertanian" in spot


def test_many_of_the_same_fold_and_all_keep_their_anchor(made: Made):
    page = made.page(1)
    assert "20 sel G10 … G29" in page.text
    assert sum(tag == "details" and "lipat" in str(a.get("class")) for tag, a in page.tags) == 1
    assert {f"t{n}" for n in range(1, 23)} <= {a.get("id") for _, a in page.tags}


def test_nothing_that_may_be_a_name_is_shown(made: Made):
    for page in made.folder.rglob("*.html"):
        assert NAME not in page.read_text()
    assert 'Hasil "Aaaa Aaaaaaa" tidak terbaca' in made.page(1).text
    assert "Ganti Aaaa Aaaaaaa." in made.page(1).text
    assert "Padi <i>Ciherang</i>" in made.page(1).text


def test_what_offices_write_is_text_and_nothing_else(made: Made):
    for file in made.folder.rglob("*.html"):
        tags = read(file).tags
        scripts = [a for tag, a in tags if tag == "script"]
        assert len(scripts) <= 1
        assert [tag for tag, _ in tags if tag in {"img", "b2", "iframe", "object", "base"}] == []
        assert [(t, k) for t, a in tags for k in a if k.startswith("on") or k == "style"] == []
        assert [
            a["href"] for _, a in tags if re.match(r"(?i)\s*(javascript|data|https?|//)", str(a.get("href", "")))
        ] == []
        policy = [str(a["content"]) for tag, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert len(policy) == 1
        assert policy[0].startswith("default-src 'none'")
    said = made.page(2).text
    assert "<script>alert(1)<img src=x onerror=alert(2)>" in said
    assert "\u202e" not in (made.folder / f"kiriman/{made.ids[2]}.html").read_text()


def test_numbers_are_written_the_indonesian_way(made: Made):
    assert "Panen12.345" in made.index.text.replace(" ", "")
    assert "5 November 2026 14.00 WIB" in made.index.text


def test_made_again_it_is_the_same(made: Made, tmp_path: Path):
    home, ledger, _ = made_home(tmp_path / "other")
    again = report(home, ledger).index.parent
    first = {p.relative_to(made.folder): p.read_bytes() for p in made.folder.rglob("*") if p.is_file()}
    assert len(first) > len(FILES)
    assert {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()} == first


@pytest.mark.parametrize("name", ["index.html", "kiriman.html"])
def test_the_pages_are_the_ones_that_were_looked_at(made: Made, name: str):
    """To renew after a change that was looked at in a browser: delete the golden file and run this test twice."""
    file = made.folder / (name if name == "index.html" else f"kiriman/{made.ids[1]}.html")
    text = re.sub(r"<svg.*?</svg>", "<svg/>", file.read_text(), flags=re.DOTALL)
    text = re.sub(r"<script>.*?</script>|sha256-[\w+/=]+", "", text, flags=re.DOTALL)
    golden = GOLDEN / name
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text)
        pytest.fail(f"{golden} was missing and has been written: look at it, then run again")
    assert text == golden.read_text()


def test_the_report_of_a_day_joins_its_runs(tmp_path: Path):
    home, ledger, ids = made_home(tmp_path / "home")
    later = Stamp(NOW, reason="taken up again", run_id="20261105T080000Z-made")
    with ledger.begin() as tx:
        begin_run(tx, later.run_id or "", at=NOW.replace(hour=8), command="ingest")
        for state in (State.RECEIVED, State.PARSED, State.VALIDATED, State.IN_REVIEW, State.APPROVED, State.PUBLISHED):
            transition(tx, [ids[4]], state, later)
    with ledger.read() as tx:
        scope = scope_of_day(tx, NOW.date())
    index = make_report(home, ledger, scope, known()).index
    assert index == home.reports / "harian/2026-11-05/index.html"
    said = read(index).text
    assert "2 Terbit" in said
    assert "0 Gagal" in said
    assert "tidak sampai selesai" in said
    assert not (home.reports / "terbaru").exists()


def test_a_run_that_a_crash_ended_says_so(tmp_path: Path):
    home, ledger, ids = made_home(tmp_path / "home")
    stamp = Stamp(NOW, reason="taken up again", run_id="20261106T080000Z-made")
    with ledger.begin() as tx:
        begin_run(tx, stamp.run_id or "", at=NOW.replace(day=6), command="ingest")
        transition(tx, [ids[4]], State.RECEIVED, stamp)
    said = read(report(home, ledger).index).text
    assert "tidak sampai selesai" in said
    assert "1 Belum selesai" in said
