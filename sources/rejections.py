"""Why a file cannot be read at all, and the words for it.

Inside ``sources`` a reader raises :class:`Unreadable`; at its border (:mod:`sources.reader`, :mod:`sources.pool`) that
becomes a :class:`~sources.reading.Rejection`, whose texts stand in the envelope contract.
"""

from __future__ import annotations

from sources.contract import Contracts
from sources.reading import Reading, Rejection

EMPTY = "UMKM-P001"
DAMAGED = "UMKM-P002"
ENCRYPTED = "UMKM-P003"
OTHER_KIND = "UMKM-P004"
NO_TABLE = "UMKM-P005"
TOO_HEAVY = "UMKM-P006"
DANGEROUS = "UMKM-P007"
UNSUPPORTED = "UMKM-P008"
TOO_LONG = "UMKM-P009"


class Unreadable(Exception):
    """The file breaks a rule of acceptance; ``detail`` says what was seen, for the log and ``inspect``."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(rule, detail)
        self.rule = rule
        self.detail = detail


def is_panic(error: BaseException) -> bool:
    """Calamine's panics are no ``Exception``: they derive from ``BaseException`` as ``pyo3_runtime.PanicException``."""
    return type(error).__name__ == "PanicException"


def rejected(file: str, rule: str, contracts: Contracts, detail: str = "") -> Reading:
    """A reading that holds nothing but its rejection; its message may quote the detail (``{nilai}``)."""
    entry = contracts.rule[rule]
    notes = (detail,) if detail else ()
    message = entry.message.replace("{nilai}", detail)
    return Reading(file=file, rejected=Rejection(rule, message, entry.fix), notes=notes)
