"""``publish`` and ``releases``: what analysts read and what they may cite."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.output import Table, number, print_json, print_table, say
from console.cli.session import session_of

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("publish", epilog='Example: lumbung publish --title "Laporan triwulan IV 2026" --by "Tim data"')(
        publish
    )
    app.command("releases", epilog="Example: lumbung releases  ·  lumbung releases --json")(releases)


def publish(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Option(help="A title for those who cite it.", show_default=False)] = None,
    by: Annotated[str | None, typer.Option(help="Who publishes it.", show_default=False)] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Tell changes since this release, not since the last citable one.", metavar="RELEASE"),
    ] = None,
    json_: Json = False,
) -> None:
    """Publish a citable release, kept for ever: DuckDB file, Parquet, dictionary, what changed since the last one."""
    from flows.publishing import publish_now
    from warehouse.citable import Citation
    from warehouse.macro import macro_rows
    from warehouse.open_data import OPEN
    from warehouse.release import DATABASE

    session = session_of(ctx)
    session.require_home()
    cited = publish_now(session.settings, session.time, Citation(title, by, since))
    questions = len(macro_rows(cited.folder / DATABASE))
    outside = cited.folder / OPEN
    if json_:
        print_json({"release": cited.release, "path": str(cited.folder), "is_new": cited.is_new, "kept": True,
                    "since": cited.since, "questions": questions,
                    "open": str(outside) if outside.is_dir() else None})  # fmt: skip
    else:
        what = "published, to be cited" if cited.is_new else "nothing has changed since"
        say(f"{what}: {cited.folder}", quiet=session.quiet)
        if outside.is_dir():
            say(f"for publication outside (regional, few people hidden): {outside}", quiet=session.quiet)
        if questions:
            say(f"questions about the nation's figures: {questions}, see meta.temuan_makro", quiet=session.quiet)


def releases(ctx: typer.Context, json_: Json = False) -> None:
    """List the releases that are there, newest first: those to cite and the last automatic ones."""
    from warehouse.release_list import list_releases

    session = session_of(ctx)
    found = list_releases(session.require_home().published)
    if json_:
        print_json(
            [
                {
                    "release": r.release, "published_at": r.published_at, "kept": r.kept, "current": r.is_current,
                    "title": r.title, "by": r.by, "previous": r.previous, "submissions": r.n_submission,
                    "parts": r.n_bagian, "rows": r.n_baris, "path": str(r.path),
                }
                for r in found
            ]
        )  # fmt: skip
        return
    columns = ("Terbitan", "Diterbitkan (UTC)", "Jenis", "Baris", "Judul", "Oleh")
    rows = [
        (
            r.release + (" (current)" if r.is_current else ""),
            f"{r.published_at:%Y-%m-%d %H:%M}" if r.published_at else "?",
            "dapat dikutip" if r.kept else "otomatis",
            number(r.n_baris),
            r.title or "",
            r.by or "",
        )
        for r in found
    ]
    print_table(Table(f"{len(found)} releases", columns, rows, right=(3,), whole=(0, 1), empty="none yet"))
