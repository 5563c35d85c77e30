"""An answer as a Parquet file of one's own: there as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sources.errors import UsageError
from sources.home import Home
from warehouse.durable import sync_folder

if TYPE_CHECKING:
    from warehouse.query import Question


def check_target(home: Home, path: Path, *, may_replace: bool) -> None:
    """Whether a file may be written there.

    Raises:
        UsageError: it is a folder or in none, is there already, or lies in the instance.
    """
    if path.resolve().is_relative_to(home.root.resolve()):
        raise UsageError(f"{path} lies in {home.root}, where only Lumbung writes: name a file elsewhere")
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}: make it first, or name another")
    if path.exists() and not may_replace:
        raise UsageError(f"{path} is there already: name another file, or replace it with --force")


def partial_of(path: Path) -> Path:
    """Where this process writes a file until it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def write_answer(question: Question, path: Path) -> int:
    """Write an answer, with its types; returns how many rows it has.

    Raises:
        UsageError: the answer was not had, has a type that Parquet does not know, or the file cannot be written.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema, batches = question.batches()
    partial, rows = partial_of(path), 0
    try:
        with ParquetWriter(partial, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
        sync_folder(partial)
        partial.replace(path)
        sync_folder(path.parent)
    except pa.ArrowNotImplementedError as error:
        raise UsageError(f"Parquet has no such type ({error}): cast that column, as in value::varchar") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return rows
