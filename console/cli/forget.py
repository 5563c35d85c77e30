"""``forget``: a file that should never have come."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.output import print_json, say
from console.cli.session import session_of
from console.cli.submissions import find_id


def register(app: typer.Typer) -> None:
    """Add the command."""
    example = "lumbung forget S0123456789abcdef --reason 'daftar nama WBP' --by 'Sari'"
    app.command("forget", epilog=f"Example: {example}")(forget)


def forget(
    ctx: typer.Context,
    submission: Annotated[str, typer.Argument(help="The id, as 'submissions' lists it; its beginning is enough.")],
    reason: Annotated[str, typer.Option(help="Why; never a name or a number of a person.", show_default=False)],
    by: Annotated[str, typer.Option(help="Who decides.", show_default=False)],
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Remove a file's bytes and whatever repeats its content. Its hash, its events and accepted rows stay."""
    from flows.forgetting import forget as remove

    session = session_of(ctx)
    key = find_id(session, submission)
    done = remove(session.settings, key, reason=reason, actor=by, now=session.time)
    if json_:
        print_json(done.as_json())
        return
    say(f"{key}: forgotten; its findings keep rule and cell, without any value", quiet=session.quiet)
    if done.waits_for_run:
        say("a run is under way: the next one removes bytes and pages", quiet=session.quiet)
    elif done.removed:
        say(f"the file {done.sha256[:12]}… is gone from the archive, and will not be taken in again")
    else:
        say(f"the bytes stay: {', '.join(done.needed_by)} sent the same file; forget these too")
    for text in done.left:
        say(f"not removed: {text}", quiet=session.quiet)
