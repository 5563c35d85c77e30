"""Short names by which a list is filtered: with a script, or by the style sheet alone (``:target``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.run_report.material import Entry


@dataclass(frozen=True, slots=True)
class Filters:
    """What submissions can be chosen by, beside their verdict.

    Attributes:
        regions: Names of regional offices; the third is ``w2``.
        datasets: Name → label; the third is ``d2``.
    """

    regions: Sequence[str]
    datasets: Mapping[str, str]

    @property
    def region_keys(self) -> list[tuple[str, str]]:
        """(key, regional office)."""
        return [(f"w{i}", name) for i, name in enumerate(self.regions)]

    @property
    def dataset_keys(self) -> list[tuple[str, str]]:
        """(key, label of a dataset)."""
        return [(f"d{i}", label) for i, label in enumerate(self.datasets.values())]

    def classes(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Submission → the classes of its row."""
        places = {name: i for i, name in enumerate(self.regions)}
        found = {}
        for entry in entries:
            parts = {part.dataset for part in entry.submission.parts}
            mine = [f"d{i}" for i, name in enumerate(self.datasets) if name in parts]
            found[entry.id] = " ".join(["r", f"w{places[entry.kanwil]}", *mine])
        return found

    def style(self) -> str:
        """A line a key: while it is the page's target, rows without it are not shown."""
        keys = [key for key, _ in (*self.region_keys, *self.dataset_keys)]
        return "".join(f"#{key}:target~table .r:not(.{key}){{display:none}}\n" for key in keys)
