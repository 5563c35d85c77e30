"""The frame around all commands: global options, errors, exit codes.

Exit codes: 0 the command did its work · 1 (``check``, ``inspect``) a file is returned or rejected · 2 the command
could not do its work.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from console.cli.parameters import PlainGroup, Program
from console.cli.session import Session, parse_time
from sources.errors import LumbungError

EPILOG = "First steps: lumbung demo  ·  then: lumbung submissions, lumbung query, lumbung check FILE"

_COMMANDS: Final = (
    "console.cli.demo",
    "console.cli.ingest",
    "console.cli.schedule",
    "console.cli.look",
    "console.cli.layout",
    "console.cli.check",
    "console.cli.template",
    "console.cli.submissions",
    "console.cli.decide",
    "console.cli.feedback",
    "console.cli.forget",
    "console.cli.status",
    "console.cli.exceptions",
    "console.cli.report",
    "console.cli.national",
    "console.cli.analysts",
    "console.cli.releases",
    "console.cli.trace",
    "console.cli.rebuild",
    "console.cli.rules",
    "console.cli.shadow",
    "console.cli.doctor",
)

app = Program(
    name="lumbung",
    cls=PlainGroup,
    help="The warehouse of UMKM reports: files in, checked, published as tables for analysis.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_VALUED = ("--home", "--now")
_FLAGS = ("--quiet",)


@app.callback()
def _session(
    ctx: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="Folder of the instance (LUMBUNG_HOME; default ./lumbung-data).", show_default=False),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
    now: Annotated[
        datetime | None,
        typer.Option(
            help="Take this as the time of now (for tests).", parser=parse_time, show_default=False, metavar="TIME"
        ),
    ] = None,
) -> None:
    ctx.obj = Session(home, quiet=quiet, now=now)


for _module in _COMMANDS:
    import_module(_module).register(app)


def hoist(arguments: Sequence[str]) -> list[str]:
    """Global options may stand after the command too: they are moved to the front (not past ``--``)."""
    front: list[str] = []
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        if word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _VALUED)):
            front.append(word)
        elif word in _VALUED and queue:
            front += [word, queue.pop(0)]
        else:
            rest.append(word)
    return front + rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit.

    Args:
        arguments: Without the program's name; None: those of this process.
    """
    words = hoist(sys.argv[1:] if arguments is None else arguments)
    try:
        app(words, prog_name="lumbung")
    except LumbungError as error:
        print(f"lumbung: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, less) went away: that is its right.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("lumbung: stopped", file=sys.stderr)
        sys.exit(130)
