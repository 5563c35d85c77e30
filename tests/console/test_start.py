"""What a command needs before it begins: nothing heavy, neither in the program nor in the children that read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from console.cli.app import app
from console.cli.parameters import PlainParameter

HEAVY: tuple[str, ...] = (
    "altair",
    "asyncio",
    "duckdb",
    "email",
    "great_expectations",
    "http",
    "jsonschema",
    "multiprocessing",
    "numpy",
)
HEAVY += ("openpyxl", "pandas", "pebble", "prefect", "pyarrow", "pydantic", "sqlalchemy", "typer.rich_utils")
PROGRAM = f"""
import sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in {HEAVY!r}:
            with open(sys.argv[1], "a") as found:
                print(name, file=found)
sys.meta_path.insert(0, Watch())
from console.cli import main
main(sys.argv[2:])
"""


def imported(tmp_path: Path, command: str) -> set[str]:
    """The heavy packages that a command and its children import."""
    file, found = tmp_path / "kecil.csv", tmp_path / "impor"
    file.write_text("kode;nama;omzet\nP1;Tempe;1.000\nP2;Tahu;2.500\n")
    found.touch()
    words = command.replace("FILE", str(file)).split()
    subprocess.run([sys.executable, "-c", PROGRAM, str(found), *words], capture_output=True, check=False)
    return set(found.read_text().split())


@pytest.mark.parametrize("command", ["--help", "inspect FILE", "read FILE"])
def test_nothing_heavy_is_imported(tmp_path: Path, command: str) -> None:
    assert imported(tmp_path, command) == set()


def test_the_watch_sees_what_is_imported(tmp_path: Path) -> None:
    assert "pydantic" in imported(tmp_path, "read FILE --table x")


COMMAND = get_command(app)
PARAMETERS = {
    f"{name} {parameter.name}": parameter
    for name, command in [("", COMMAND), *COMMAND.commands.items()]  # type: ignore[attr-defined]
    for parameter in command.params
}
WORDS = ("", "0", "7", "-1", "700", "0.5", "1e3", "٣", "a", "xlsx", "2026-10", "nan", "9" * 30, "tests", " 7", "7 ")


@pytest.mark.parametrize("place", PARAMETERS)
def test_words_become_the_values_that_typer_gives_them(place: str) -> None:
    parameter = PARAMETERS[place]
    context = get_command(app).make_context("lumbung", ["rules"])
    given = [
        None,
        *(((w,) for w in WORDS) if parameter.nargs == -1 or getattr(parameter, "multiple", False) else WORDS),
    ]
    typers = type(parameter).get_runtime_param(parameter)
    ours = PlainParameter(lambda: typers, parameter.type_descriptor)

    def value(way: object, words: object) -> tuple[type, str]:
        try:
            found = way.coerce(words, param=parameter, ctx=context)  # type: ignore[attr-defined]
        except Exception as error:  # noqa: BLE001 (compared)
            found = error
        return type(found), str(found)

    assert [value(ours, words) for words in given] == [value(typers, words) for words in given]


def test_plain_words_need_no_pydantic() -> None:
    wanted: dict[str, list[object]] = {
        "str": ["a"],
        "int": ["7"],
        "float": ["0.5"],
        "Path": ["tests"],
        "list": [("tests",)],
    }

    def never() -> object:
        raise AssertionError("not plain")

    seen = set()
    for parameter in PARAMETERS.values():
        kind = getattr(parameter.type_descriptor.annotation, "__origin__", parameter.type_descriptor.annotation)
        for words in wanted.get(kind.__name__, ()) if parameter.type_descriptor.parameter_info.parser is None else ():
            PlainParameter(never, parameter.type_descriptor).coerce(words, parameter, None)
            seen.add(kind.__name__)
    assert seen == set(wanted)
