"""Which rules judged: one hash over everything that a verdict depends on besides the data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from checks.rule_views import rule_folders
from checks.sql_text import HERE
from sources.contract import Contracts

_OURS = ("casting", "constraints", "steps")


def fingerprint(contracts: Contracts) -> str:
    """16 hex digits: the same for the same contracts, rule files and casting, wherever they lie.

    Reads a few hundred small files (milliseconds); a change of a comment changes it too, which is cheap and safe.
    """
    digest = hashlib.sha256()
    for name, path in _files(contracts):
        digest.update(name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(contracts: Contracts) -> Iterator[tuple[str, Path]]:
    for contract in (contracts.envelope, *contracts.datasets.values()):
        yield f"contract/{contract.name}", contract.path
    for folder in _OURS:
        for path in sorted((HERE / folder).glob("*.sql")):
            yield f"{folder}/{path.name}", path
    folders = rule_folders(contracts)
    for rule in contracts.rules:
        found = [folder / rule.sql for folder in folders if rule.sql]
        yield from ((f"rule/{rule.id}", path) for path in [p for p in found if p.is_file()][:1])
