"""A contract file as data that knows its lines: YAML, held against the Open Data Contract Standard's own schema.

The schema is the one that the package ``open-data-contract-standard`` ships (its model accepts misspelt keys silently,
the schema does not). Holding a file against it takes longer than everything else that a command does before it begins:
the contracts that are installed with Lumbung are held against it by a test instead.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sources.errors import ContractError

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

At = tuple[str | int, ...]
"""A path into the document: keys and positions."""

_LEFTOVER = ("unevaluatedProperties", "additionalProperties")


class Document:
    """A YAML file: its data, and the line on which each part of it stands.

    Raises:
        ContractError: not YAML.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8")
        try:
            self.data: Any = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise ContractError(path, mark.line + 1 if mark else None, f"not valid YAML: {error.problem}") from error

    @functools.cached_property
    def _lines(self) -> dict[At, int]:
        text = self.path.read_text(encoding="utf-8")
        return dict(_lines(yaml.compose(text, Loader=yaml.CSafeLoader), ()))

    def line(self, at: At) -> int | None:
        """The line of a part of the document, or of the nearest ancestor that has one."""
        while at and at not in self._lines:
            at = at[:-1]
        return self._lines.get(at)

    def error(self, at: At, problem: str) -> ContractError:
        """An error at a part of the document."""
        return ContractError(self.path, self.line(at), problem)


class Source(Document):
    """A contract file.

    Args:
        path: where it is.
        is_known_good: it was held against the standard before; not done again.

    Raises:
        ContractError: not YAML, or not what the standard allows.
    """

    def __init__(self, path: Path, *, is_known_good: bool = False) -> None:
        super().__init__(path)
        if not is_known_good:
            self._validate()

    def quality(self) -> Iterator[tuple[At, dict[str, Any]]]:
        """Every rule entry, those of columns first, with where it stands."""
        for s, table in enumerate(self.data.get("schema") or ()):
            for p, item in enumerate(table.get("properties") or ()):
                for q, entry in enumerate(item.get("quality") or ()):
                    yield ("schema", s, "properties", p, "quality", q), entry
            for q, entry in enumerate(table.get("quality") or ()):
                yield ("schema", s, "quality", q), entry

    def _validate(self) -> None:
        from jsonschema.exceptions import best_match

        errors = list(_validator().iter_errors(self.data))
        # A wrong value makes every key beside it "unevaluated" too: what is plainly wrong is said first.
        plain = [e for e in errors if e.validator not in _LEFTOVER]
        error = best_match(plain or errors)
        if error is None:
            return
        at: At = tuple(error.absolute_path)
        where = "/".join(str(p) for p in at) or "the document"
        if error.validator in _LEFTOVER:
            at = (*at, *re.findall(r"'(\w+)' (?:was|were) unexpected", error.message))
        raise self.error(at, f"{where}: {error.message}")


def _lines(node: yaml.Node | None, at: At) -> Iterator[tuple[At, int]]:
    if node is None:
        return
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*at, key.value), key.start_mark.line + 1
            yield from ((p, n) for p, n in _lines(value, (*at, key.value)) if p != (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(item, (*at, index))


@functools.cache
def _validator() -> Validator:
    from importlib import resources

    from jsonschema.validators import validator_for

    text = resources.files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    return validator_for(schema)(schema)
