"""Which code read and judged: a hash over the modules that a module needs, without their comments and docstrings.

Nobody has to remember to raise a number: whatever changes what the code does changes the hash, nothing else does.
"""

from __future__ import annotations

import ast
import functools
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_OURS: Final = ("sources", "checks")


@functools.cache
def code_version(module: str, package: str) -> str:
    """16 hex digits over a module, all modules of reading and checking that it imports, and a package's version.

    Takes a tenth of a second for the reader's seventy modules, once a process.

    Args:
        module: dotted name, e.g. ``sources.reader``.
        package: the library that does the work below, by the name it is installed under.
    """
    trees: dict[str, ast.Module] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if name not in trees and path is not None:
            trees[name] = _without_docstrings(ast.parse(path.read_bytes()))
            waiting += _imported(trees[name])
    digest = hashlib.sha256(version(package).encode())
    for name in sorted(trees):
        digest.update(f"{name} {ast.dump(trees[name])}".encode())
    return digest.hexdigest()[:16]


def _path(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in _OURS)


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [line for line in node.body if not _is_text(line)] or [ast.Pass()]
    return tree


def _is_text(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and isinstance(line.value.value, str)
