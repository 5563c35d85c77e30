"""The report of a run as an operator meets it: in a browser, from the file, on a screen and on a phone.

Needs Chromium and its driver (``make browser`` installs Debian's). On a machine of a developer without them these tests
are skipped, and say so; where CI is set they fail.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.practice import NOW, Nation
from warehouse.ledger import Ledger, findings_of
from warehouse.national_report.choice import choose
from warehouse.national_report.make import make

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = (360, 740)
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    from selenium import webdriver

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    if found is None or driver is None:
        message = "no Chromium with its driver is installed: make browser"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    options = webdriver.ChromeOptions()
    options.binary_location = found
    for argument in [*QUIET.split(), f"--user-data-dir={tmp_path_factory.mktemp('browser')}"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    chrome.set_page_load_timeout(60)
    yield chrome
    chrome.quit()


@pytest.fixture
def index(nation: Nation) -> str:
    return (nation.home / "laporan/terbaru/index.html").as_uri()


@pytest.fixture
def page(browser: Chrome, index: str) -> Iterator[Chrome]:
    """The index on a screen, with nothing said before; afterwards nothing may have been complained about."""
    size(browser, 1280, 900)
    scripts(browser, on=True)
    browser.get(index)
    yield browser
    assert browser.get_log("browser") == []


def size(browser: Chrome, width: int, height: int) -> None:
    given = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", given)


def scripts(browser: Chrome, *, on: bool) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})


def find(browser: Chrome, selector: str) -> list[Any]:
    return browser.find_elements("css selector", selector)


def shown(browser: Chrome) -> list[Any]:
    return [row for row in find(browser, "#daftar .r") if row.is_displayed()]


def test_from_the_index_to_the_cell_of_a_finding_in_three_clicks(page: Chrome, nation: Nation):
    with Ledger.look(nation.home / "ledger.sqlite").read() as tx:
        findings = findings_of(tx).to_pylist()
    link = find(page, "#dikembalikan-semua a")[0]
    submission = str(link.get_attribute("href")).rsplit("/", maxsplit=1)[-1].removesuffix(".html")
    cells = {f["cell"] for f in findings if f["submission_id"] == submission}
    link.click()
    cell = next(a for a in find(page, ".temuan h4 a") if a.text in cells)
    address = cell.text
    cell.click()
    finding = find(page, ".temuan:target")[0]
    assert finding.text.startswith(address)
    spot = finding.find_element("xpath", "./ancestor::div[contains(@class, 'tempat')]")
    letters = [i.text for i in spot.find_elements("css selector", ".m i")]
    assert address.rstrip("0123456789") in letters


def test_the_list_is_filtered_by_verdict_office_dataset_and_text(page: Chrome):
    from selenium.webdriver.support.select import Select

    everything = len(shown(page))
    assert everything == len(find(page, "#daftar .r"))
    Select(find(page, "[name=putusan]")[0]).select_by_visible_text("Dikembalikan")
    returned = shown(page)
    assert 0 < len(returned) < everything
    assert {row.find_element("xpath", "..").get_attribute("id") for row in returned} == {"v-dikembalikan"}
    find(page, "[name=kata]")[0].send_keys(returned[0].find_element("css selector", "small").text)
    assert 1 <= len(shown(page)) < len(returned)
    assert find(page, "#tampil")[0].text.startswith(f"Menampilkan {len(shown(page))} dari")
    find(page, "#saring button")[0].click()
    assert len(shown(page)) == everything
    Select(find(page, "[name=dataset]")[0]).select_by_visible_text("Panen")
    assert 0 < len(shown(page)) < everything


def test_a_tile_filters_the_list(page: Chrome):
    tile = next(a for a in find(page, ".ubin a") if a.text.endswith("Ditolak"))
    wanted = int(tile.find_element("css selector", "b").text)
    tile.click()
    assert len(shown(page)) == wanted


def test_without_any_script_it_reads_and_filters_all_the_same(page: Chrome, index: str):
    scripts(page, on=False)
    page.get(f"{index}?plain")
    assert not find(page, "#saring")[0].is_displayed()
    everything = len(shown(page))
    assert everything == len(find(page, "#daftar .r"))
    tile = next(a for a in find(page, ".ubin a") if a.text.endswith("Dikembalikan"))
    wanted = int(tile.find_element("css selector", "b").text)
    tile.click()
    assert len(shown(page)) == wanted
    page.get(f"{index}#d4")
    rows = shown(page)
    assert 0 < len(rows) < everything
    assert all("d4" in str(row.get_attribute("class")).split() for row in rows)


@pytest.mark.parametrize("pages", ["*.html", "wilayah/*.html", "kiriman/*.html", "../index.html"])
def test_nothing_is_wider_than_a_phone(page: Chrome, nation: Nation, pages: str):
    size(page, *PHONE)
    folder = (nation.home / "laporan/terbaru").resolve()
    largest = sorted(folder.glob(pages), key=lambda p: p.stat().st_size)[-3:]
    assert largest
    for file in largest:
        page.get(file.resolve().as_uri())
        for summary in find(page, "summary"):
            summary.click()
        assert page.execute_script("return document.documentElement.scrollWidth") <= PHONE[0], file.name
        narrowest = min((cell.rect["width"] for cell in find(page, "tbody tr > td:first-child")), default=200)
        assert narrowest > 80, f"{file.name}: letters of a name stand below one another"


def test_the_national_report_is_no_wider_than_a_phone(page: Chrome, nation: Nation, tmp_path: Path):
    made = make(choose(nation.home / "published", NOW.date()), tmp_path / "nasional", lambda done, total: None)
    size(page, *PHONE)
    page.get(made.index.as_uri())
    assert len(find(page, "section")) == 10
    assert page.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
    broad = [p for p in find(page, ".ubin > div, h1, h2, main p") if p.rect["x"] + p.rect["width"] > PHONE[0]]
    assert broad == []


def test_no_page_asks_for_anything_but_files_beside_it(page: Chrome, nation: Nation):
    folder = nation.home / "laporan"
    page.get_log("performance")
    for file in (
        folder / "index.html",
        folder / "terbaru/index.html",
        *sorted(folder.glob("terbaru/[kw]*/*.html"))[:5],
    ):
        page.get(file.resolve().as_uri())
    said = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in said if m["method"] == "Network.requestWillBeSent"}
    assert any(url.endswith("gaya.css") for url in asked)
    outside = {url for url in asked if not Path(url.removeprefix("file://")).is_relative_to(folder.resolve())}
    assert outside == set()
    assert page.execute_script("return getComputedStyle(document.body).maxWidth") == "1152px"  # the style is there
