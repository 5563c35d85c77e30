"""Data Docs of a run: all batches added up, no cell in them, nothing fetched when they are opened."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pytest

from checks.expectations.data_docs import POLICY, build_site
from checks.opinions import OPINIONS
from tests.checks.made import ALAT, judged, reading, small, table

pytestmark = pytest.mark.xdist_group("great-expectations")

RUN = "20261124T030000Z-abcd"
SECRET = "Rahasia-9731"
FAULTY = reading(table("alat", [ALAT | {"jenis": SECRET}, ALAT | {"kode_alat": "AL-2"}]))


@pytest.fixture(scope="module")
def opinions() -> pa.Table:
    together = judged(FAULTY, expectations=True)
    assert any(SECRET in (f["value"] or "") for f in together.findings.to_pylist())
    return together.opinions


@pytest.fixture(scope="module")
def site(opinions: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laporan") / "data-docs"
    build_site(small(), pa.concat_tables([opinions, opinions]), RUN, folder)
    return folder


def text_of(page: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


def test_what_is_handed_on_is_counts_and_nothing_else(opinions: pa.Table):
    assert opinions.schema == OPINIONS
    counted = {r["rule"]: r for r in opinions.to_pylist() if r["suite"] == "alat"}
    assert counted[None]["seen"] == 2
    codes = next(r.id for r in small().rules if r.fields == ("jenis",) and r.constraint == "codes")
    assert (counted[codes]["seen"], counted[codes]["unexpected"], counted[codes]["raised"]) == (2, 1, False)
    assert SECRET not in str(opinions.to_pylist())


def test_batches_are_added_up_on_a_page_for_each_suite(site: Path):
    assert sorted(p.name for p in site.iterdir()) == ["alat.html", "index.html", "pengiriman.html"]
    text = text_of(site / "alat.html")
    assert "Must have exactly 4 rows." in text
    assert "2 unexpected values found. 50% of 4 total rows." in text
    assert re.search(r"alat 4 \d+ 1 ", text_of(site / "index.html"))


@pytest.mark.parametrize("run", ["20261124T152455Z-7324", "20261124T152455Z-1234", "20261124T152455Z-ffff"])
def test_a_run_may_be_called_what_it_is_called(opinions: pa.Table, tmp_path: Path, run: str):
    """Its last four are hexadecimal: they may all be digits, which is how a time zone is written."""
    build_site(small(), opinions, run, tmp_path)
    assert f"run {run}" in text_of(tmp_path / "alat.html")


def test_rules_are_named_as_everywhere_else(site: Path):
    text = text_of(site / "alat.html") + text_of(site / "pengiriman.html")
    judged_by_gx = {r.id for r in small().rules if r.kind != "reader"}
    assert judged_by_gx
    assert {rule for rule in judged_by_gx if f"{rule} · " in text} == judged_by_gx


def test_no_cell_is_in_them(site: Path):
    pages = "".join(p.read_text(encoding="utf-8") for p in site.iterdir())
    assert SECRET not in pages
    assert "select * from" not in pages


class Fetches(HTMLParser):
    """What a browser would fetch, run, or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in {"script", "img", "iframe", "link", "object", "form"} or "src" in known:
            self.found.append(tag)
        self.found += [name for name in known if name.startswith("on")]
        if tag == "a" and known.get("href"):
            self.links.append(str(known["href"]))
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(known["content"])


@pytest.mark.parametrize("page", ["index.html", "alat.html", "pengiriman.html"])
def test_a_page_fetches_nothing_and_its_links_lead_somewhere(site: Path, page: str):
    look = Fetches()
    html = (site / page).read_text(encoding="utf-8")
    look.feed(html)
    assert (look.found, look.policy) == ([], POLICY)
    assert "http://" not in html
    assert "https://" not in html
    assert "@import" not in html
    assert look.links
    ids = set(re.findall(r'id="([^"]+)"', html))
    for link in look.links:
        assert link == "../index.html" or (site / link).is_file() or link.removeprefix("#") in ids, link


@pytest.mark.browser
def test_chromium_shows_a_page_and_has_nothing_to_complain_of(site: Path, tmp_path: Path):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("no Chromium here")
    options = webdriver.ChromeOptions()
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    for flag in (*flags.split(), "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options, Service("/usr/bin/chromedriver"))
    try:
        browser.get((site / "index.html").as_uri())
        browser.find_element("link text", "alat").click()
        assert browser.title == f"alat – {RUN}"
        assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
        assert browser.get_log("browser") == []
        rows = browser.find_elements("css selector", ".fa-times")
        assert sum(row.is_displayed() for row in rows) >= 1
        browser.find_element("link text", "Home").click()
        assert browser.title == f"Data Docs – {RUN}"
    finally:
        browser.quit()


def test_a_rule_that_could_not_be_run_is_shown_as_such(opinions: pa.Table, tmp_path: Path):
    rows = [r | ({"raised": True} if r["rule"] == "UMKM-K901" else {}) for r in opinions.to_pylist()]
    build_site(small(), pa.Table.from_pylist(rows, schema=OPINIONS), RUN, tmp_path)
    assert "the rule could not be run" in text_of(tmp_path / "pengiriman.html")
