"""Great Expectations' own Data Docs of a run, for the data team: a page a suite, whatever number of batches there were.

The counts of all batches are added up and rendered by GX's own renderer. Counts are all there is: no cell, no row, no
query result. GX's pages fetch styles, scripts, fonts and a logo from six hosts on the internet; here all of that is
left out, a small stylesheet of ours stands in the page, and its content security policy lets nothing be fetched.

Called inside a judge process only: it needs Great Expectations, which takes seconds to import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

import great_expectations as gx
import great_expectations.expectations as gxe
import pyarrow as pa
from great_expectations.core import RunIdentifier
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
from great_expectations.render.view import DefaultJinjaPageView
from jinja2 import Environment, StrictUndefined

from checks.expectations.suites import SUBMISSIONS, dataset_suite, submission_suite
from sources.contract import Contracts

INDEX: Final = Path(__file__).parent / "data_docs_index.html"
STYLES: Final = Path(__file__).parent / "data_docs.css"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_LEFT_OUT: Final = (
    re.compile(r"<script\b.*?</script>", re.DOTALL),
    re.compile(r"<link\b[^>]*>"),
    re.compile(r"<meta\b[^>]*>"),
    re.compile(r"<style\b.*?</style>", re.DOTALL),
    re.compile(r"<footer\b.*?</footer>", re.DOTALL),
    re.compile(r"<img\b[^>]*>"),
    re.compile(r"<title>.*?</title>", re.DOTALL),
    re.compile(r"\son\w+=\"[^\"]*\""),
)
_LINK: Final = re.compile(r'href="(?!#)[^"]*"')


@dataclass(frozen=True, slots=True)
class _Counts:
    seen: int
    missing: int
    unexpected: int
    raised: bool


def build_site(contracts: Contracts, opinions: pa.Table, run_id: str, folder: Path) -> None:
    """Write ``index.html`` and a page a suite.

    Args:
        contracts: whose rules were judged.
        opinions: columns :data:`~checks.opinions.OPINIONS`, of all batches of the run.
        run_id: the run.
        folder: made by this; replaced whole where it is there.

    Raises:
        OSError: the folder cannot be written.
    """
    suites = _added_up(opinions)
    folder.mkdir(parents=True, exist_ok=True)
    links = []
    for name in sorted(suites):
        result = _result(contracts, name, suites[name], run_id)
        document = ValidationResultsPageRenderer(run_info_at_end=True).render(result)
        html = DefaultJinjaPageView().render(document)  # type: ignore[no-untyped-call] # GX's own
        (folder / f"{name}.html").write_text(alone(html, f"{name} – {run_id}"), encoding="utf-8")
        links.append((name, suites[name][None].seen, result))
    (folder / "index.html").write_text(_index(run_id, links), encoding="utf-8")


def _added_up(opinions: pa.Table) -> dict[str, dict[str | None, _Counts]]:
    """Suite → rule → counts over all batches; None stands for the rows that the suite had before it."""
    counted = [("seen", "sum"), ("missing", "sum"), ("unexpected", "sum"), ("raised", "max")]
    rows = opinions.group_by(["suite", "rule"]).aggregate(counted).to_pylist()
    found: dict[str, dict[str | None, _Counts]] = {}
    for r in rows:
        counts = _Counts(r["seen_sum"], r["missing_sum"], r["unexpected_sum"], r["raised_max"])
        found.setdefault(r["suite"], {})[r["rule"]] = counts
    return found


def _result(
    contracts: Contracts, suite: str, counts: dict[str | None, _Counts], run_id: str
) -> ExpectationSuiteValidationResult:
    rules = [rule for rule in counts if rule is not None]
    rows = counts[None].seen
    is_dataset = suite in contracts.datasets and suite != SUBMISSIONS
    made = (
        dataset_suite(contracts.datasets[suite], rules, rows)
        if is_dataset
        else submission_suite(contracts, rules, rows)
    )
    results = [_one(expectation, counts) for expectation in made]
    good = sum(bool(r.success) for r in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": good,
        "unsuccessful_expectations": len(results) - good,
        "success_percent": 100 * good / len(results),
    }
    return ExpectationSuiteValidationResult(
        success=good == len(results),
        results=results,
        suite_name=suite,
        statistics=statistics,
        meta={
            "great_expectations_version": gx.__version__,
            # GX reads a name that looks like a time as one: of "…Z-7324" it made an offset of 73 hours, and failed.
            "run_id": RunIdentifier(run_name=f"run {run_id}", run_time=datetime.now(UTC)),
            "batch_kwargs": {"data_asset_name": f"{rows} rows"},
        },
    )


def _one(expectation: Expectation, counts: dict[str | None, _Counts]) -> ExpectationValidationResult:
    rule = (expectation.meta or {}).get("rule")
    found = counts[rule]
    share = 100 * found.unexpected / found.seen if found.seen else 0.0
    result: dict[str, Any] = {"observed_value": found.seen if rule is None else found.unexpected}
    if rule is not None and not isinstance(expectation, gxe.UnexpectedRowsExpectation):
        result = {"element_count": found.seen, "unexpected_count": found.unexpected, "unexpected_percent": share}
        result |= {"missing_count": found.missing, "partial_unexpected_list": []}
    why = "the rule could not be run" if found.raised else ""
    return ExpectationValidationResult(
        success=not found.raised and (rule is None or found.unexpected == 0),
        expectation_config=expectation.configuration,
        result=result,
        exception_info={"raised_exception": found.raised, "exception_message": why, "exception_traceback": why},
    )


def alone(html: str, title: str) -> str:
    """A page of GX that needs nothing but itself: its fetched parts out, our styles and the policy in."""
    for part in _LEFT_OUT:
        html = part.sub("", html)
    html = _LINK.sub('href="index.html"', html)
    return html.replace("<head>", f"<head>{_head(title)}", 1)


def _head(title: str) -> str:
    styles = STYLES.read_text(encoding="utf-8")
    return (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{styles}</style>"
    )


def _index(run_id: str, links: Iterable[tuple[str, int, ExpectationSuiteValidationResult]]) -> str:
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(INDEX.read_text(encoding="utf-8"))
    rows = [(name, seen, r.statistics["evaluated_expectations"], r.statistics["unsuccessful_expectations"])
            for name, seen, r in links]  # fmt: skip
    return page.render(head=_head(f"Data Docs – {run_id}"), run_id=run_id, rows=rows)
