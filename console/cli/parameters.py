"""Words of the command line become values without pydantic, which costs a fifth of a second to import.

Typer asks pydantic for every parameter. Almost all words are plain (a text, a path, a whole number within its bounds):
those are taken here. Whatever is not plain, and every mistake, goes Typer's own way, so its words stay the same; a test
holds both ways equal for every parameter that there is.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from typer import BadParameter, Typer
from typer.core import TyperCommand, TyperGroup

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)

_NOT_PLAIN: Final = object()


class PlainCommand(TyperCommand):
    """A command whose parameters are read by :class:`PlainParameter` first."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, ``--help`` among them."""
        return _lightened(super().get_params(ctx))


class PlainGroup(TyperGroup):
    """The program itself, likewise."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, ``--help`` among them."""
        return _lightened(super().get_params(ctx))


class Program(Typer):
    """A Typer whose commands are plain ones."""

    def command(self, name: str | None = None, **known: Any) -> Any:
        """Add a command, as Typer does."""
        return super().command(name, **{"cls": PlainCommand} | known)


class PlainParameter:
    """What Typer calls to turn the words of one parameter into its value.

    Args:
        typers_own: gives Typer's way of doing it; called only where a word is not plain.
        descriptor: Typer's description of the parameter (its annotation, its bounds).
    """

    def __init__(self, typers_own: Any, descriptor: Any) -> None:
        self._typers_own = typers_own
        self._annotation = descriptor.annotation
        self._info = descriptor.parameter_info

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of the words that were given."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        plain = self._plain(value, self._annotation)
        return self._typers_own().coerce(value, param=param, ctx=ctx) if plain is _NOT_PLAIN else plain

    def _plain(self, value: Any, kind: Any) -> Any:
        if get_origin(kind) is list and isinstance(value, list | tuple):
            found = [self._plain(word, get_args(kind)[0]) for word in value]
            return _NOT_PLAIN if any(one is _NOT_PLAIN for one in found) else found
        if self._info.parser is not None:
            return self._parsed(value)
        if not isinstance(value, str):
            return value if type(value) is kind and kind in (int, float) and self._fits(value) else _NOT_PLAIN
        return self._from_word(value, kind)

    def _parsed(self, value: Any) -> Any:
        """By the parameter's own parser; what it refuses is Typer's to say."""
        try:
            return self._info.parser(value) if isinstance(value, str) else _NOT_PLAIN
        except BadParameter:
            return _NOT_PLAIN

    def _from_word(self, word: str, kind: Any) -> Any:
        found: Any = _NOT_PLAIN
        if kind is str or (get_origin(kind) is Literal and word in get_args(kind)):
            found = word
        elif kind is Path:
            found = self._path(word)
        elif (kind is int and _WHOLE.fullmatch(word)) or (kind is float and _DECIMAL.fullmatch(word)):
            found = kind(word)
            found = found if self._fits(found) else _NOT_PLAIN
        return found

    def _path(self, word: str) -> Any:
        """A path of any kind; what is there and may not be read is Typer's to refuse."""
        info = self._info
        is_demanding = info.exists or info.resolve_path or info.writable or info.allow_dash or info.path_type
        if is_demanding or not (info.file_okay and info.dir_okay):
            return _NOT_PLAIN
        path = Path(word)
        return path if os.access(path, os.R_OK) or not path.exists() else _NOT_PLAIN

    def _fits(self, number: float) -> bool:
        least, most = self._info.min, self._info.max
        return (
            math.isfinite(number)
            and not self._info.clamp
            and (least is None or number >= least)
            and (most is None or number <= most)
        )


def _lightened(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if "get_runtime_param" not in vars(parameter):
            plain = PlainParameter(parameter.get_runtime_param, parameter.type_descriptor)
            parameter.get_runtime_param = lambda plain=plain: plain
    return parameters
