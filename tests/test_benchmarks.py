"""The benchmark of five years runs to its end, with a nation of two offices and two months."""

from __future__ import annotations

from benchmarks.bench_five_years import measure


def test_five_years_says_each_figure_beside_its_bar(capsys):
    measure(months=2, offices=2, rows=5, reports=1)
    said = capsys.readouterr().out
    for figure in ("load, full to empty", "publish after one more report", "open and first query", "mart.harga"):
        assert figure in said
    assert said.count("(bar ") >= 13
