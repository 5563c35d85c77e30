"""What an office is told: order, folding, answers, and nothing personal."""

from __future__ import annotations

import io
import zipfile

from checks.feedback.letter import page, text
from checks.feedback.marking import mark
from checks.feedback.wording import outcome
from tests.checks.feedback.books import plain
from tests.checks.feedback.told import finding, notice


def test_worst_first_then_impact_then_place() -> None:
    told = notice(
        [
            finding("B9", severity="CATATAN"),
            finding("B10", severity="PERBAIKI"),
            finding("B8", severity="KONFIRMASI"),
            finding("B2", severity="PERBAIKI"),
            finding("B1", severity="TOLAK"),
        ]
    )
    assert [line.cells for line in told.lines] == ["B1", "B2", "B10", "B8", "B9"]


def test_sixteen_of_a_rule_in_a_column_fold_fifteen_do_not() -> None:
    assert len(notice([finding(f"B{n}") for n in range(1, 16)]).lines) == 15
    (line,) = notice([finding(f"B{n}", value=str(n)) for n in [*range(1, 16), 20]]).lines
    assert (line.cells, line.first, line.n, line.value) == ("B1:B15, B20", "B1", 16, "berbeda-beda")
    others = [finding(f"C{n}", field="pnbp_rp") for n in range(1, 9)]
    assert len(notice([finding(f"B{n}") for n in range(1, 9)] + others).lines) == 16


def test_what_was_answered_is_neither_listed_nor_marked() -> None:
    told = notice([finding("B1", status="confirmed"), finding("B2", status="waived"), finding("B3")], n_answered=2)
    assert [line.cells for line in told.lines] == ["B3"]
    assert told.marks is not None
    assert list(told.marks["Data"]) == [(3, 2)]
    assert "2 hal lain sudah dijelaskan" in " ".join(text(told).split())


def test_a_cell_with_several_findings_has_the_worst_colour_and_all_words() -> None:
    told = notice([finding("B1", severity="KONFIRMASI", message="Tanya."), finding("B1", message="Salah.")])
    assert told.marks is not None
    mark_ = told.marks["Data"][1, 2]
    assert mark_.severity == "PERBAIKI"
    assert mark_.note.index("Salah.") < mark_.note.index("Tanya.")
    assert "tulis alasannya" in mark_.note


def test_of_personal_data_only_the_cell_is_named() -> None:
    secret = "1604011505900001"  # made up
    told = notice([finding("B7", rule="UMKM-P030", value=secret, expected=secret, message="Ada NIK.")])
    with zipfile.ZipFile(io.BytesIO(mark(plain("<sheetData/>"), told).content)) as package:
        written = b"".join(package.read(name) for name in package.namelist()).decode()
    said = [page(told), text(told), written]
    assert [secret in one for one in said] == [False] * 3
    assert ["B7" in one for one in said] == [True] * 3


def test_page_and_letter_say_the_same_and_fetch_nothing() -> None:
    told = notice([finding("B1", value="<script>x</script>"), finding("B2", severity="KONFIRMASI")])
    html, letter = page(told), text(told)
    for words in (outcome(told), "S0123456789abcdef", "Oktober 2026", "Omzet tidak terbaca."):
        assert words in html
        assert words in " ".join(letter.split())
    assert "&lt;script&gt;" in html
    assert not {"http:", "https:", "src=", "url("} & {w for w in ("http:", "https:", "src=", "url(") if w in html}
    assert max(map(len, letter.splitlines())) <= 76
    assert "Tulis alasannya di kolom Alasan" in " ".join(letter.split())


def test_where_nothing_is_wrong_nothing_is_asked() -> None:
    told = notice([], verdict="accepted")
    assert "Tidak ada yang perlu diperbaiki" in text(told)
    assert "Cara memperbaiki" not in page(told)
