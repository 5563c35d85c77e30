"""What the second judge counted, rule by rule: numbers only, never a cell."""

from __future__ import annotations

import pyarrow as pa

OPINIONS = pa.schema(
    [
        ("suite", pa.string()),
        ("rule", pa.string()),
        ("seen", pa.int64()),
        ("missing", pa.int64()),
        ("unexpected", pa.int64()),
        ("raised", pa.bool_()),
    ]
)
"""One row a suite and rule of a batch; ``rule`` NULL: the rows that the suite had before it. ``seen`` rows, of which
``missing`` had no value and ``unexpected`` broke the rule; ``raised``: the rule could not be run."""
