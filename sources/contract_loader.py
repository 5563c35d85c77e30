"""From ``contracts/*.odcs.yaml`` to :class:`~sources.contract.Contracts`; every error names file and line.

The files are Open Data Contract Standard 3.2; what the house adds to the standard is held here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from sources.contract import ENVELOPE, Column, Contract, Contracts
from sources.contract_columns import build_column, custom
from sources.contract_rules import build_rules
from sources.contract_source import At, Source
from sources.errors import ContractError

FOLDER = Path(__file__).parent / "contracts"
_SUFFIX = ".odcs.yaml"
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_OTHER = re.compile(r"[^0-9a-z%]+")


def load_contracts(folder: Path = FOLDER, *, validate: bool | None = None) -> Contracts:
    """Read every contract of a folder.

    Args:
        folder: holds ``<dataset>.odcs.yaml`` files, ``pengiriman.odcs.yaml`` (the envelope) among them;
            a folder without an envelope takes the built-in one.
        validate: hold the files against the standard's schema (0.5 s); None: all but the built-in ones, which a test
            holds against it.

    Returns:
        The datasets in the order of ``urutan`` (custom property), then name.

    Raises:
        ContractError: naming file and line.
    """
    own = folder / f"{ENVELOPE}{_SUFFIX}"
    cover = _source(own if own.exists() else FOLDER / own.name, validate)
    envelope = _build(cover, ())
    shared = tuple(c for c in envelope.columns if c.name in ("kode_upt", "periode"))
    sources = [_source(path, validate) for path in sorted(folder.glob(f"*{_SUFFIX}")) if path.name != own.name]
    if not sources:
        raise ContractError(folder, None, f"no contract here: expected files named <dataset>{_SUFFIX}")
    built = [_build(source, shared) for source in sources]
    places = [int(custom(source.data["schema"][0]).get("urutan", 99)) for source in sources]
    ordered = sorted(zip(places, built, strict=True), key=lambda found: (found[0], found[1].name))
    contracts = Contracts({c.name: c for _, c in ordered}, envelope, folder)
    _check_rules((cover, *sources), contracts)
    return contracts


def _source(path: Path, validate: bool | None) -> Source:
    return Source(path, is_known_good=not validate if validate is not None else path.parent == FOLDER)


def _build(source: Source, shared: tuple[Column, ...]) -> Contract:
    objects = source.data.get("schema") or []
    if len(objects) != 1:
        raise source.error(("schema",), f"one dataset a file: expected 1 schema object, found {len(objects)}")
    table = objects[0]
    at: At = ("schema", 0)
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
    _check_words(source, at, columns, len(shared))
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


def _check_words(source: Source, at: At, columns: list[Column], shared: int) -> None:
    """No two columns of a dataset may answer to the same heading, no two codes of a column to the same word."""
    seen: dict[str, str] = {}
    for index, column in enumerate(columns):
        here = (*at, "properties", index - shared)
        for name in column.names:
            other = seen.setdefault(fold(name), column.name)
            if other != column.name:
                raise source.error(here, f"heading {name!r} belongs to {other!r} already")
        words: dict[str, str] = {}
        for position, code in enumerate(column.codes):
            for word in (code.value, code.label, *code.synonyms):
                other = words.setdefault(fold(word), code.value)
                if other != code.value:
                    raise source.error((*here, "enum", position), f"{column.name}: {word!r} means {other!r} already")


def _check_rules(sources: Iterable[Source], contracts: Contracts) -> None:
    """Rule ids are unique over all contracts, and a rule needs only datasets that there are."""
    first: dict[str, tuple[Source, At]] = {}
    for source in sources:
        for at, entry in source.quality():
            other, there = first.setdefault(entry["id"], (source, at))
            if (other, there) != (source, at):
                where = f"{other.path.name}:{other.line(there)}"
                raise source.error(at, f"rule id {entry['id']} is used twice (first in {where})")
            rule = contracts.rule[entry["id"]]
            for needed in (*rule.needs, *rule.history, *rule.peers):
                if needed not in contracts.datasets:
                    raise source.error(at, f"rule {entry['id']} needs {needed!r}, which is no dataset")


def fold(text: str) -> str:
    """A heading or code as it is compared: lower case, letters and digits only (m² is m2), single blanks."""
    plain = text.casefold().replace("²", "2").replace("³", "3")
    return _OTHER.sub(" ", plain).strip()
