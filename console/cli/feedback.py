"""``feedback``: what the office of a submission gets back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli.output import print_json, progress, say
from console.cli.session import session_of
from console.cli.submissions import find_record
from sources.errors import UsageError

if TYPE_CHECKING:
    from flows.feedback import Made

_HOW = {
    "marked": "the office's own workbook, marked",
    "copied": "a workbook with the cells of the file, marked (the file itself is no .xlsx)",
    "listed": "the list alone (the file cannot be opened)",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("feedback", epilog="Example: lumbung feedback S0123456789abcdef perbaikan.xlsx")(feedback)


def must_be_workbook(out: Path) -> None:
    """The file to write is called as a workbook, and its folder is there.

    Raises:
        UsageError: it is not.
    """
    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"{out} must end in .xlsx")
    if not out.parent.is_dir():
        raise UsageError(f"{out.parent} is no folder: make it first, or name another")


def tell(made: Made, *, quiet: bool) -> None:
    """Say what was written."""
    say(f"written: {made.workbook} ({_HOW[made.how]}), {made.page.name}, {made.letter.name}", quiet=quiet)


def feedback(
    ctx: typer.Context,
    submission: Annotated[str, typer.Argument(help="The id, as 'submissions' lists it; its beginning is enough.")],
    out: Annotated[Path, typer.Argument(help="Where to write the workbook (.xlsx).", show_default=False)],
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Write what the office gets back: its workbook marked up; beside it a page (.html) and a letter (.txt)."""
    from flows.feedback import feedback as write

    must_be_workbook(out)
    session = session_of(ctx)
    key = find_record(session, submission).submission.id
    with progress("Marking", quiet=session.quiet or json_):
        made = write(session.settings, session.contracts, key, out)
    if json_:
        print_json(
            {
                "submission": key,
                "workbook": str(made.workbook),
                "page": str(made.page),
                "letter": str(made.letter),
                "how": made.how,
                "lines": len(made.notice.lines),
            }
        )
    else:
        tell(made, quiet=session.quiet)
