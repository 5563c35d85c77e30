"""Children of ours that are programs of their own (a server, a runner, a flow run): none outlives who started it."""

from __future__ import annotations

import os

from sources.child_process import die_with_parent


def tie_to(parent: int) -> None:
    """Have the kernel end this process with its parent, however that ends; end at once where it is gone already.

    Call it before anything that takes time is imported.

    Args:
        parent: The process that started this one, by its own word: it may be gone before we can ask.
    """
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)
