"""A finding and a rule run, as rows: the columns that every later room reads."""

from __future__ import annotations

import pyarrow as pa

_TEXT, _INT = pa.string(), pa.int64()

FINDINGS = pa.schema(
    [
        ("submission_id", _TEXT), ("finding_id", _TEXT), ("ordinal", _INT), ("value_hash", _TEXT), ("rule", _TEXT),
        ("tier", _TEXT), ("severity", _TEXT), ("dataset", _TEXT), ("sheet", _TEXT), ("cell", _TEXT), ("row", _INT),
        ("column", _TEXT), ("field", _TEXT), ("value", _TEXT), ("expected", _TEXT), ("difference", _TEXT),
        ("message", _TEXT), ("fix", _TEXT), ("status", _TEXT),
    ]
)  # fmt: skip
"""One row a finding; key (submission_id, finding_id, ordinal).

``finding_id`` does not depend on the row number, so that a reason given once finds its cell in the next version;
``value`` is as submitted, NULL (and ``value_hash`` too) where it may be personal data; ``column`` is the heading as
written in the sheet; ``expected`` and ``difference`` are plain digits or words.
"""

RULE_RUNS = pa.schema(
    [
        ("submission_id", _TEXT), ("rule", _TEXT), ("evaluated", _INT), ("passed", _INT), ("failed", _INT),
        ("outcome", _TEXT), ("why", _TEXT),
    ]
)  # fmt: skip
"""One row a rule and submission, always. ``outcome``: passed, failed, skipped or inconclusive; the last two say why."""

WAITING = "Menunggu data"
"""How ``why`` begins where a rule was skipped because its other side is neither in the submission nor published."""

WAITING = "Menunggu data"
"""How ``why`` begins where a rule is skipped because its other side has not come yet: it runs when that arrives."""
