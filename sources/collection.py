"""Python's search for unreachable cycles, put off while a file is read or a ledger is looked at: all cost, no gain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_put_off() -> Iterator[None]:
    """No collection of cycles meanwhile; afterwards as it was. Reference counts free everything else as ever."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
