"""From ``contracts/*.odcs.yaml`` to :class:`~sources.contract.Contracts`; every error names file and line.

The files are Open Data Contract Standard 3.2, validated with the JSON schema that the package
``open-data-contract-standard`` ships (its model accepts misspelt keys silently, the schema does not).
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from sources.contract import ENVELOPE, Column, Contract, Contracts
from sources.contract_columns import build_column, custom
from sources.contract_rules import build_rules
from sources.errors import ContractError

FOLDER = Path(__file__).parent / "contracts"
_SUFFIX = ".odcs.yaml"
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")

Path_ = tuple[str | int, ...]


class Source:
    """A contract file: its data, and the line on which each part of it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = path.read_text(encoding="utf-8")
        try:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
            self.data: Any = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise ContractError(path, mark.line + 1 if mark else None, f"not valid YAML: {error.problem}") from error
        self._lines: dict[Path_, int] = dict(_lines(node, ()))

    def error(self, at: Path_, problem: str) -> ContractError:
        """An error at a path into the document (the nearest ancestor that has a line)."""
        while at and at not in self._lines:
            at = at[:-1]
        return ContractError(self.path, self._lines.get(at), problem)


def _lines(node: yaml.Node | None, at: Path_) -> Iterator[tuple[Path_, int]]:
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
def _validator() -> jsonschema.protocols.Validator:
    text = resources.files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    return jsonschema.validators.validator_for(schema)(schema)


def _validate(source: Source) -> None:
    error = jsonschema.exceptions.best_match(_validator().iter_errors(source.data))
    if error is not None:
        where = "/".join(str(p) for p in error.absolute_path) or "the document"
        raise source.error(tuple(error.absolute_path), f"{where}: {error.message}")


def _build(source: Source, shared: tuple[Column, ...]) -> Contract:
    _validate(source)
    objects = source.data.get("schema") or []
    if len(objects) != 1:
        raise source.error(("schema",), f"one dataset a file: expected 1 schema object, found {len(objects)}")
    table = objects[0]
    at: Path_ = ("schema", 0)
    name = table["name"]
    if not _NAME.match(name) or source.path.name != f"{name}{_SUFFIX}":
        raise source.error((*at, "name"), f"name {name!r} must be snake_case and match the file {name}{_SUFFIX}")
    for wanted in ("businessName", "description", "dataGranularityDescription"):
        if not table.get(wanted):
            raise source.error((*at, "name"), f"{name}: {wanted} is missing")
    columns = list(shared)
    for index, item in enumerate(table.get("properties") or []):
        here = (*at, "properties", index)
        column = build_column(item, functools.partial(source.error, here))
        if column.name in {c.name for c in columns}:
            raise source.error(here, f"column {column.name!r} stands twice")
        columns.append(column)
    _check_labels(source, at, columns, len(shared))
    return Contract(
        name=name,
        label=table["businessName"],
        description=" ".join(table["description"].split()),
        grain=" ".join(table["dataGranularityDescription"].split()),
        version=source.data["version"],
        columns=tuple(columns),
        rules=build_rules(table, columns, lambda path, problem: source.error((*at, *path), problem)),
        synonyms=tuple(s["synonym"] for s in table.get("synonyms") or ()),
        owner=str(custom(table).get("pemilik", "")),
        path=source.path,
    )


def _check_labels(source: Source, at: Path_, columns: list[Column], shared: int) -> None:
    """No two columns of a dataset may answer to the same heading, no two codes of a column to the same word."""
    seen: dict[str, str] = {}
    for index, column in enumerate(columns):
        here = (*at, "properties", index - shared)
        for name in column.names:
            other = seen.setdefault(fold(name), column.name)
            if other != column.name:
                raise source.error(here, f"heading {name!r} belongs to {other!r} already")
        words: dict[str, str] = {}
        for code in column.codes:
            for word in (code.value, code.label, *code.synonyms):
                if words.setdefault(fold(word), code.value) != code.value:
                    raise source.error((*here, "enum"), f"{column.name}: {word!r} means {words[fold(word)]!r} already")


def fold(text: str) -> str:
    """A heading or code as it is compared: lower case, letters and digits only (m² is m2), single blanks."""
    plain = text.casefold().replace("²", "2").replace("³", "3")
    return " ".join(re.sub(r"[^0-9a-z%]+", " ", plain).split())


def load_contracts(folder: Path = FOLDER) -> Contracts:
    """Read every contract of a folder.

    Args:
        folder: holds ``<dataset>.odcs.yaml`` files, ``pengiriman.odcs.yaml`` (the envelope) among them;
            a folder without an envelope takes the built-in one.

    Returns:
        The datasets in the order of ``urutan`` (custom property), then name.

    Raises:
        ContractError: naming file and line.
    """
    own = folder / f"{ENVELOPE}{_SUFFIX}"
    envelope = _build(Source(own if own.exists() else FOLDER / own.name), ())
    shared = tuple(c for c in envelope.columns if c.name in ("kode_upt", "periode"))
    found: list[tuple[int, Contract]] = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        if path.name == own.name:
            continue
        source = Source(path)
        contract = _build(source, shared)
        found.append((int(custom(source.data["schema"][0]).get("urutan", 99)), contract))
    if not found:
        raise ContractError(folder, None, f"no contract here: expected files named <dataset>{_SUFFIX}")
    contracts = Contracts({c.name: c for _, c in sorted(found, key=lambda f: (f[0], f[1].name))}, envelope, folder)
    _check_ids(contracts)
    return contracts


def _check_ids(contracts: Contracts) -> None:
    seen: dict[str, str] = {}
    for rule in contracts.rules:
        other = seen.setdefault(rule.id, rule.dataset)
        if other != rule.dataset or sum(r.id == rule.id for r in contracts.rules) > 1:
            path = contracts.datasets.get(rule.dataset, contracts.envelope).path
            raise ContractError(path, None, f"rule id {rule.id} is used twice (in {other} and {rule.dataset})")
        for needed in rule.needs:
            if needed not in contracts.datasets:
                path = contracts.datasets.get(rule.dataset, contracts.envelope).path
                raise ContractError(path, None, f"rule {rule.id} needs {needed!r}, which is no dataset")
