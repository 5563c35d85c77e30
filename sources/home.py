"""Where everything of a running instance lies: one folder, ``LUMBUNG_HOME``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of an instance. Nothing is created until :meth:`prepare`."""

    root: Path

    @property
    def archive(self) -> Path:
        """Bytes of every file ever delivered, stored once under their sha256."""
        return self.root / "archive"

    @property
    def accepted(self) -> Path:
        """Typed rows of accepted submissions as Parquet: what the warehouse is rebuilt from."""
        return self.root / "accepted"

    @property
    def ledger(self) -> Path:
        """The SQLite file of deliveries, submissions, events, findings, rule runs."""
        return self.root / "ledger.sqlite"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that one writer at a time loads into; analysts never open it."""
        return self.root / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """Releases; ``published/current`` is a symlink that changes atomically."""
        return self.root / "published"

    @property
    def reports(self) -> Path:
        """Operators' pages: a folder a run, ``laporan/<run>/index.html``."""
        return self.root / "laporan"

    @property
    def layouts(self) -> Path:
        """What operators decided about layouts (``peta_letak/peta.csv``, :mod:`sources.layout_choices`)."""
        return self.root / "peta_letak"

    @property
    def logs(self) -> Path:
        """What runs and servers said."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """The file whose OS lock the one writer holds."""
        return self.root / "run.lock"

    def prepare(self) -> Home:
        """Create the folders (0700 for the root: it holds what offices sent)."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.archive, self.accepted, self.published, self.reports, self.logs):
            folder.mkdir(exist_ok=True)
        return self
