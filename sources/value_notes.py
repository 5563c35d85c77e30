"""What was decided, or stays doubtful, about the values of a column: a sentence each, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from sources.column_values import ColumnValues
from sources.reading import FoundColumn

_WAYS = {"id": "titik untuk ribuan, koma untuk desimal", "en": "koma untuk ribuan, titik untuk desimal"}


def value_notes(column: FoundColumn, values: ColumnValues) -> Iterator[str]:
    """The sentences about one column; none where nothing had to be decided."""
    where = f"Kolom {column.letter}" + (f" ({column.name})" if column.name else "")
    if values.style is not None and not values.is_proved:
        yield f"{where}: cara menulis angka tidak terbukti; dibaca dengan {_WAYS[values.style]}."
    if values.lost is not None:
        lost = values.lost
        yield (
            f"{where}: {lost.n} dari {lost.of} angka pecahan ({', '.join(lost.examples)}) di antara bilangan bulat; "
            "mungkin ribuan yang titiknya dibaca sebagai desimal. Dibaca seperti tertulis."
        )
    if values.times:
        yield f"{where}: {values.times} angka telah berubah menjadi jam atau tanggal dan dikembalikan menjadi angka."
    if values.marked:
        yield f"{where}: {values.marked} angka bertanda catatan kaki."
    if values.day_first is False:
        yield f"{where}: bulan ditulis sebelum hari."
    match values.order_proofs:
        case (0, 0) if values.day_first:
            yield f"{where}: urutan hari dan bulan tidak terbukti; dibaca dengan hari lebih dulu."
        case (n_days, n_months) if n_days and n_months:
            yield (
                f"{where}: {n_days} tanggal pasti menulis hari lebih dulu, {n_months} pasti menulis bulan lebih dulu; "
                f"tanggal lain dibaca dengan {'hari' if values.day_first else 'bulan'} lebih dulu."
            )
