"""``mart.tenaga_kerja`` against numbers worked out by hand, from an office up to the nation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.granary import NOW, Sent, at, batch
from warehouse.load import load

ON_TIME, LATE = at("2026-11-02 03:00"), at("2026-11-09 03:00")


def _field(name: str, men: int, women: int = 0, **more: int) -> dict[str, Any]:
    """People at work in a field; ``sertifikat``, ``premi``, ``asimilasi`` are left out where nobody filled them in."""
    names = {
        "sertifikat": "bersertifikat_orang",
        "premi": "penerima_premi_orang",
        "asimilasi": "peserta_asimilasi_orang",
    }
    row = {"bidang": name, "laki_laki_orang": men, "perempuan_orang": women}
    return row | {names[key]: value for key, value in more.items()}


def _training(people: int, kind: str = "pelatihan") -> dict[str, Any]:
    return {"kegiatan_tanggal": date(2026, 10, 3), "jenis": kind, "nama_kegiatan": "Las", "peserta_wbp_orang": people}


@pytest.fixture
def workers(con, contracts) -> dict[tuple[str, str], dict[str, Any]]:
    """A has two fields, one without certificates filled in; B is nil; C (the south) is late, silent in September."""
    sent = [
        Sent("A", "2026-09", at("2026-10-02"), {"tenaga_kerja": [_field("las", 8)]}),
        Sent("A", "2026-10", ON_TIME, {
            "tenaga_kerja": [_field("las", 6, 2, sertifikat=4, premi=8, asimilasi=2), _field("mebel", 2, premi=1)],
            "kegiatan": [_training(5), _training(40, "pameran")],
        }),
        Sent("B", "2026-10", ON_TIME, {"tenaga_kerja": []}),
        Sent("C", "2026-10", LATE, {"tenaga_kerja": [_field("las", 10, sertifikat=0, premi=5, asimilasi=10)]}),
    ]  # fmt: skip
    load(con, batch(contracts, sent), now=NOW)
    rows = con.execute("from mart.tenaga_kerja").to_arrow_table().to_pylist()
    found = {
        (row["periode"], row["kode_upt"] or row["kode_provinsi"] or row["kanwil"] or "nasional"): row for row in rows
    }
    assert len(found) == len(rows) == 2 * (1 + 2 + 2 + 3)
    return found


def _picked(row: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names.split())


def test_people_are_added_up_from_the_office_to_the_nation(workers):
    names = "laki_laki_orang perempuan_orang anak_orang wbp_bekerja_orang bersertifikat_orang penerima_premi_orang"
    assert _picked(workers["2026-10", "A"], names) == (8, 2, None, 10, 4, 9)
    assert _picked(workers["2026-10", "Utara"], names) == (8, 2, 0, 10, 4, 9)  # B says that there is nobody
    assert _picked(workers["2026-10", "12"], names) == (10, 0, None, 10, 0, 5)
    assert _picked(workers["2026-10", "nasional"], names) == (18, 2, 0, 20, 4, 14)
    assert _picked(workers["2026-10", "11"], "tingkat nama_provinsi kanwil") == ("provinsi", "Provinsi 11", "Utara")
    assert _picked(workers["2026-10", "A"], "tingkat nama_upt jumlah_bidang peserta_pelatihan_orang") == (
        "upt", "Lapas A", 2, 5,
    )  # fmt: skip


def test_shares_come_from_sums_of_rows_that_have_both(workers):
    names = "bersertifikat_persen penerima_premi_persen asimilasi_persen bekerja_dan_produktif_persen"
    assert _picked(workers["2026-10", "A"], names) == (50, 90, 25, 400)  # of las alone, where only las says it
    nation = (Decimal("22.22"), 70, Decimal("66.67"), 150)  # 4/18, 14/20, 12/18, 18/12
    assert _picked(workers["2026-10", "nasional"], names) == nation
    assert _picked(workers["2026-09", "A"], names) == (None, None, None, None)


def test_nil_is_nought_and_missing_is_empty(workers):
    names = "wbp_bekerja_orang bersertifikat_orang bersertifikat_persen peserta_pelatihan_orang"
    assert _picked(workers["2026-10", "B"], names) == (0, 0, None, None)
    assert _picked(workers["2026-09", "B"], names) == (None, None, None, None)
    assert _picked(workers["2026-09", "A"], names) == (8, None, None, None)


def test_comparison_and_quality(workers):
    compared = "wbp_bekerja_bulan_lalu_orang wbp_bekerja_thd_bulan_lalu_persen wbp_bekerja_tahun_lalu_orang"
    assert _picked(workers["2026-10", "A"], compared) == (8, 25, None)
    assert _picked(workers["2026-10", "Utara"], compared) == (8, 25, None)
    quality = "upt_seharusnya upt_lapor_tenaga_kerja upt_nihil_tenaga_kerja upt_belum melapor_persen tepat_waktu_persen"
    assert _picked(workers["2026-10", "nasional"], quality) == (3, 3, 1, 0, 100, Decimal("66.67"))
    assert _picked(workers["2026-09", "nasional"], quality) == (3, 1, 0, 2, Decimal("33.33"), 100)
    assert _picked(workers["2026-09", "Selatan"], quality) == (1, 0, 0, 1, 0, None)
    assert workers["2026-10", "nasional"]["upt_lapor_kegiatan"] == 1
