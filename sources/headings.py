"""What the contracts know of headings: which fields a heading may mean, and which dataset a sheet's name."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sources.contract import Column, Contract, Contracts
from sources.contract_loader import fold as fold_text
from sources.heading_units import is_unit
from sources.row_memo import RowMemo
from sources.similar_headings import is_another

NIHIL = "nihil"
fold = functools.lru_cache(maxsize=65_536)(fold_text)
_INDEX = frozenset({"no", "nomor", "no urut", "nomor urut", "nr", "nmr", "nomer", "num", "number"})
_OWN = ("kode_upt", "nama_upt", "periode")
_LONGEST = 119

Meanings = Mapping[str, Mapping[str, int]]
"""The fields that a row of headings names: dataset → field → index of its cell."""


class Headings:
    """Headings of all datasets, folded. Looking the same text up again costs a dictionary access.

    Attributes:
        exact: headings but for case: a quick look, before :meth:`of`.
        of_row: which fields the cells of a row name, the first cell of each; takes texts, and kinds as in a grid ("":
            all text).
        fields: the fields of a dataset that headings mean, each once; takes headings and dataset.
        is_help: whether most cells of a row are hints for those who fill it in; takes texts and dataset.
        identity_sheets: names of the identity sheet, folded.
    """

    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts
        self._fields: dict[str, dict[str, str]] = {}
        self._sheets: dict[str, str] = {}
        self._identity: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._seen: dict[str, dict[str, str]] = {}
        self.exact: set[str] = set(_INDEX)
        self.of_row = RowMemo(self._of_row)
        self.fields = RowMemo(self._fields_of)
        self.is_help = RowMemo(self._is_help)
        for contract in contracts.datasets.values():
            for name in (contract.label, contract.name, *contract.synonyms):
                self._sheets.setdefault(fold(name), contract.name)
            for column in (*contract.own_columns, *contracts.envelope.columns):
                self._add(contract, column)
            self._words[contract.name] = frozenset(w for c in contract.own_columns for w in _said_of(c))
        for column in contracts.envelope.columns:
            self._identity |= {fold(name): column.name for name in column.names if column.name in _OWN}
        envelope = contracts.envelope
        self.identity_sheets = frozenset(fold(n) for n in (envelope.label, envelope.name, *envelope.synonyms))

    def _add(self, contract: Contract, column: Column) -> None:
        for name in column.names:
            self._fields.setdefault(fold(name), {}).setdefault(contract.name, column.name)
            self.exact.add(name.casefold())

    def _of_row(self, texts: tuple[str, ...], kinds: str) -> Meanings:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for j, text in enumerate(texts):
            if text and len(text) <= _LONGEST and (not kinds or kinds[j] == "t"):
                for dataset, name in self.of(text).items():
                    found[dataset].setdefault(name, j)
        return found

    def _fields_of(self, names: tuple[str, ...], dataset: str) -> tuple[str | None, ...]:
        fields: list[str | None] = []
        for name in names:
            field = self.field(dataset, name)
            fields.append(field if field not in fields else None)
        return tuple(fields)

    def _is_help(self, row: tuple[str, ...], dataset: str) -> bool:
        texts = [text for text in row if text]
        return sum(self._says_help(dataset, text) for text in texts) * 2 > len(texts)

    def of(self, text: str) -> dict[str, str]:
        """The fields that a heading may mean: dataset → field. Empty: unknown."""
        found = self._seen.get(text)
        if found is None:
            folded = fold(text)
            found = self._fields.get(folded) or {}
            if not found and " / " in text:
                found = self._of_rows(text.split(" / "))
            if len(self._seen) < 100_000:
                self._seen[text] = found
        return found

    def _of_rows(self, rows: list[str]) -> dict[str, str]:
        """The lowest of several rows of headings counts, unless another makes it another thing (*Target*).

        The uppermost counts where nothing but units stand below it.
        """
        parts = [fold(row) for row in rows]
        if any(is_another(part) for part in parts):
            return {}
        if found := self._fields.get(parts[-1]):
            return found
        return self._fields.get(parts[0], {}) if all(is_unit(part) for part in parts[1:]) else {}

    def field(self, dataset: str, text: str) -> str | None:
        """The field of a dataset that a heading means, or None."""
        return self.of(text).get(dataset)

    def is_convincing(self, dataset: str, fields: Collection[str], n_headings: int) -> bool:
        """Whether headings alone make a table one of a dataset, where neither sheet nor file is named after it.

        Words like *Jumlah*, *Produk* or *L* head tables everywhere. So at least half of the required columns must be
        there, one of the business key among them, and at least half of the headings must be known.
        """
        contract = self.contracts.datasets[dataset]
        required = [c.name for c in contract.own_columns if c.required] or [c.name for c in contract.own_columns]
        has_key = any(name in fields for name in contract.key) or not contract.key
        return has_key and 2 * sum(n in fields for n in required) >= len(required) and 2 * len(fields) >= n_headings

    def dataset_of_sheet(self, name: str | None) -> str | None:
        """The dataset that a sheet is named after, or None."""
        return self._sheets.get(fold(name)) if name else None

    def dataset_of_title(self, titles: Iterable[str]) -> str | None:
        """The dataset that the nearest title names, or None: none does, or that one names several."""
        for title in titles:
            words = f" {fold(title)} "
            named = [name for name in self._sheets if f" {name} " in words]
            longest = [n for n in named if not any(n != m and n in m for m in named)]
            if named:
                meant = {self._sheets[n] for n in longest}
                return meant.pop() if len(meant) == 1 else None
        return None

    def identity(self, text: str) -> str | None:
        """``kode_upt``, ``nama_upt`` or ``periode``, where a label on a sheet asks for it."""
        return self._identity.get(fold(text))

    def _says_help(self, dataset: str, text: str) -> bool:
        """Whether a text is a hint: in brackets, or the contract's own help, unit or description of a column."""
        return (text.startswith("(") and text.endswith(")")) or fold(text) in self._words[dataset]

    @staticmethod
    def is_index(text: str) -> bool:
        """Whether a heading stands over running numbers."""
        return fold(text) in _INDEX

    @staticmethod
    def is_nihil(text: str) -> bool:
        """Whether a label asks if there was nothing to report."""
        return text[:5].casefold() == NIHIL and len(text) > 5 and fold(text).startswith(("nihil ya", "nihil tidak"))


def _said_of(column: Column) -> list[str]:
    said = [column.help, column.description, column.unit or ""]
    return [w for w in map(fold, said) if w]
