"""``trace``: from a published figure to the cells that it was made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.output import Table, number, print_json, print_table, say
from console.cli.session import session_of
from sources.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.tracing import Source, Traced
    from warehouse.tracing import Fact


def register(app: typer.Typer) -> None:
    """Add the command."""
    example = "lumbung trace mart.ringkasan_bulanan periode=2026-10 tingkat=nasional --column omzet_rp"
    app.command("trace", epilog=f"Example: {example}")(trace)


def trace(
    ctx: typer.Context,
    table: Annotated[str, typer.Argument(help="mart.<name> or core.<dataset>.")],
    keys: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help="What picks the row; KEY= means empty.")],
    column: Annotated[
        str | None, typer.Option(help="The figure's column (default: the first declared).", show_default=False)
    ] = None,
    facts: Annotated[int, typer.Option(min=0, help="Cells on the screen, the weightiest first; 0 for all.")] = 20,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document, with all cells.")] = False,
) -> None:
    """Walk from a published figure back to its cells of files, or to the reports and findings that it counts."""
    from flows.tracing import trace_to_cells

    session = session_of(ctx)
    session.require_home()
    wanted = dict(_pair(text) for text in keys)
    most = None if json_ or not facts else facts
    traced = trace_to_cells(session.settings, table, wanted, column, most=most)
    if json_:
        print_json(traced.as_json())
    else:
        _print(traced, quiet=session.quiet)


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator or not key:
        raise UsageError(f"{text!r} is no KEY=VALUE: write for instance periode=2026-10")
    return key, value


def _print(traced: Traced, *, quiet: bool) -> None:
    t = traced.trace
    said = ", ".join(f"{key} = {'(kosong)' if value is None else value}" for key, value in t.keys.items())
    title = f"{t.table}.{t.column} = {_figure(t.value)} {t.unit or ''}\n{said}"
    cells = [s for s in traced.sources if s.fact.row is not None or s.cell]
    others = [s for s in traced.sources if not (s.fact.row is not None or s.cell)]
    if cells or not others:
        print_table(_cells(title, cells))
    if others:
        print_table(_others("" if cells else title, others))
    submissions = len({fact.submission_id for fact in t.facts if fact.submission_id})
    more = len(t.facts) - len(traced.sources)
    counted = f"{len(t.facts)} {t.counts} of {submissions} submissions"
    say(counted + (f", {more} not shown (--facts 0)" if more else ""), quiet=quiet)
    if t.unproven:
        say(f"not worked out again: {t.unproven}", quiet=quiet)
        return
    same = "the same figure" if t.agrees else f"another figure, {_figure(t.again)}: please report it (lumbung doctor)"
    say(f"worked out again from them: {same}", quiet=quiet)


def _cells(title: str, sources: Sequence[Source]) -> Table:
    columns = ("UPT", "Bulan", "Berkas", "Lembar", "Sel", "Kolom", "Nilai", "Kiriman")
    rows = [
        (s.fact.kode_upt, s.fact.periode, s.fact.file, s.fact.sheet, s.cell or f"baris {s.fact.row}, ?", s.fact.column,
         _figure(s.fact.value), s.fact.submission_id)
        for s in sources
    ]  # fmt: skip
    return Table(title, columns, rows, right=(6,), whole=(1, 4), empty="nothing is behind it: nil, or not reported")


def _others(title: str, sources: Sequence[Source]) -> Table:
    """Reports, obligations, submissions: what has no cell."""
    columns = ("UPT", "Bulan", "Dihitung", "Nilai", "Berkas", "Kiriman")
    rows = [
        (s.fact.kode_upt, s.fact.periode, s.fact.dataset, _counted(s.fact), s.fact.file, s.fact.submission_id)
        for s in sources
    ]
    return Table(title, columns, rows, whole=(1,))


def _counted(fact: Fact) -> str:
    if fact.value is None and fact.key:
        return " ".join(part for part in fact.key if part)
    return _figure(fact.value)


def _figure(value: object) -> str:
    if isinstance(value, Decimal):
        return number(value, 0 if value == value.to_integral_value() else max(0, -int(value.as_tuple().exponent)))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return number(value) if isinstance(value, int) else "–" if value is None else str(value)
