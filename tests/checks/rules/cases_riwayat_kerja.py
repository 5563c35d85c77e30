"""Tier R on people at work, harvests and activities."""

from tests.checks.rules.bench import case
from tests.checks.rules.past import above, below, joined, past

_JAGUNG = {"sektor": "pertanian", "komoditas": "Jagung"}


def _bidang(orang, lalu=(12,) * 6, bidang="Las", **more):
    rows = [[{"bidang": "las", "laki_laki_orang": n}] if n else [] for n in lalu]
    return {"tenaga_kerja": {"bidang": bidang, "laki_laki_orang": orang, **more}, **past("tenaga_kerja", rows)}


def _semua(orang, lalu=(30,) * 6):
    return {
        "tenaga_kerja": [{"laki_laki_orang": orang}],
        **past("tenaga_kerja", [[{"laki_laki_orang": n - 2, "perempuan_orang": 2}] for n in lalu]),
    }


def _premi(premi, penerima=10, lalu=(1000,) * 6):
    return {
        "tenaga_kerja": [{"penerima_premi_orang": 0}, {"penerima_premi_orang": penerima}],
        "rujukan_penjualan": {"premi_rp": premi},
        **joined(
            past("tenaga_kerja", [[{"penerima_premi_orang": 5}] for _ in lalu]),
            past("penjualan", [[{"premi_rp": 5 * p}] for p in lalu]),
        ),
    }


def _panen(hasil_kg, luas=100, lalu=(2,) * 6, **more):
    rows = [[{**_JAGUNG, "hasil_kg": 50 * n, "luas_lahan_m2": 50}] for n in lalu]
    return {"panen": {**_JAGUNG, "hasil_kg": hasil_kg, "luas_lahan_m2": luas, **more}, **past("panen", rows)}


def _sektor(hasil_kg, lalu=(100,) * 6, **more):
    rows = [[{**_JAGUNG, "hasil_kg": n}] if n else [] for n in lalu]
    return {
        "panen": [{**_JAGUNG, "hasil_kg": 0, **more}, {**_JAGUNG, "hasil_kg": hasil_kg, **more}],
        **past("panen", rows),
    }


def _nilai(nilai, hasil_kg=10, lalu=(5000,) * 6, **more):
    rows = [[{**_JAGUNG, "hasil_kg": 2, "nilai_rp": 2 * n}] for n in lalu]
    return {"panen": {**_JAGUNG, "hasil_kg": hasil_kg, "nilai_rp": nilai, **more}, **past("panen", rows)}


def _rekan(hasil_kg, n_upt=6, **more):
    peer = {"ukuran": "hasil_per_m2", "nama": "jagung", "tengah": 2, "sebar": 0, "n_upt": n_upt}
    return {"panen": {**_JAGUNG, "hasil_kg": hasil_kg, "luas_lahan_m2": 100, **more}, "rekan_panen": peer}


def _peserta(orang, lalu=(20,) * 6, jenis="pelatihan"):
    rows = [[{"jenis": "pelatihan", "peserta_wbp_orang": n}] for n in lalu]
    return {"kegiatan": {"jenis": jenis, "peserta_wbp_orang": orang}, **past("kegiatan", rows)}


def _kegiatan(banyak, lalu=(4,) * 6):
    return {"kegiatan": [{"nama_kegiatan": "Apel"}] * int(banyak), **past("kegiatan", [[{}] * n for n in lalu])}


_LAS = {"bidang": "Las", "laki_laki_orang": 4}

CASES = [
    *above("R401", "2 laki_laki_orang", _bidang, "36"),
    *below("R401", "2 laki_laki_orang", lambda n: _bidang(n, (30,) * 6), "10"),
    case("R401", "over: most of them women", "2 perempuan_orang", **_bidang(3, perempuan_orang=34)),
    case("R401", "over: most of them children", "2 anak_orang", **_bidang(3, anak_orang=34)),
    case("R401", "null: nobody counted", **_bidang(None)),
    case("R401", "unrelated: another field", **_bidang(99, bidang="Menjahit")),
    case("R401", "nine more in a small field", **_bidang(11, (2,) * 6)),
    case("R401", "five months say nothing", **_bidang(99, (12,) * 5)),
    case("R401", "a field that comes and goes", **_bidang(36, (0, 12, 0, 0, 12, 0, 0))),
    *above("R402", "laki_laki_orang", _semua, "60"),
    *below("R402", "laki_laki_orang", lambda n: _semua(n, (44,) * 6), "22"),
    case("R402", "null: nobody counted", **_semua(None)),
    case("R402", "unrelated: nineteen more in a small office", **_semua(23, (4,) * 6)),
    case("R402", "five months say nothing", **_semua(999, (30,) * 5)),
    *above("R403", "3 penerima_premi_orang", _premi, "30000"),
    *below("R403", "3 penerima_premi_orang", _premi, "3333.34", "0.01"),
    case("R403", "null: nobody receives, nothing is paid", **_premi(9, None)),
    case("R403", "unrelated: nothing is paid, K408 asks", **_premi(0)),
    case("R403", "five months say nothing", **_premi(1, lalu=(1000,) * 5)),
    case(
        "R404",
        "gone after six months",
        "bidang",
        tenaga_kerja={"bidang": "Jahit"},
        **past("tenaga_kerja", [[_LAS]] * 6),
    ),
    case("R404", "still there, other case", tenaga_kerja={"bidang": "LAS"}, **past("tenaga_kerja", [[_LAS]] * 6)),
    case(
        "R404",
        "null: a row without a field",
        "bidang",
        tenaga_kerja={"bidang": None},
        **past("tenaga_kerja", [[_LAS]] * 6),
    ),
    case(
        "R404",
        "unrelated: a field without people",
        tenaga_kerja={"bidang": "Jahit"},
        **past("tenaga_kerja", [[{"bidang": "Las", "laki_laki_orang": 0}]] * 6),
    ),
    case("R404", "five months say nothing", tenaga_kerja={"bidang": "Jahit"}, **past("tenaga_kerja", [[_LAS]] * 5)),
    *above("R501", "2 hasil", _panen, "600"),
    case("R501", "null: no mass, no area", **_panen(None)),
    case("R501", "unrelated: another commodity", **_panen(9999, komoditas="Bayam")),
    case("R501", "five harvests say nothing", **_panen(9999, lalu=(2,) * 5)),
    case("R501", "a failed harvest is no question", **_panen(0)),
    *above("R502", "3 hasil", _sektor, "1000"),
    case("R502", "null: no mass", **_sektor(None)),
    case("R502", "unrelated: another sector", **_sektor(9999, sektor="perikanan")),
    case("R502", "two harvests a year: ten times the larger", **_sektor(2000, (0, 0, 200, 0, 0, 100, 0))),
    case(
        "R502", "over: two harvests a year, and more than that", "3 hasil", **_sektor(2001, (0, 0, 200, 0, 0, 100, 0))
    ),
    *above("R503", "2 nilai_rp", _nilai, "150000"),
    *below("R503", "2 nilai_rp", _nilai, "16666.67", "0.01"),
    case("R503", "null: no value, no mass", **_nilai(None)),
    case("R503", "unrelated: another commodity", **_nilai(1, komoditas="Bayam")),
    case("R503", "five harvests say nothing", **_nilai(1, lalu=(5000,) * 5)),
    *above("R504", "2 hasil", _rekan, "1000"),
    case("R504", "null: no mass", **_rekan(None)),
    case("R504", "unrelated: another commodity", **_rekan(9999, komoditas="Bayam")),
    case("R504", "five offices say nothing", **_rekan(9999, 5)),
    *above("R601", "2 peserta_wbp_orang", lambda n: _peserta(n, (30,) * 6), "120"),
    case("R601", "null: nobody counted", **_peserta(None)),
    case("R601", "unrelated: another kind", **_peserta(999, jenis="kunjungan")),
    case("R601", "a hundred people are never too many", **_peserta(100, (5,) * 6)),
    *above("R602", "nama_kegiatan", _kegiatan, "16"),
    case("R602", "null: no activity", **_kegiatan(0)),
    case("R602", "unrelated: ten are never too many", **_kegiatan(10, (1,) * 6)),
    *below("R603", "nama_kegiatan", lambda n: _kegiatan(n, (8,) * 6), "2"),
    case("R603", "null: no activity", **_kegiatan(0, (8,) * 6)),
    case("R603", "unrelated: five months say nothing", **_kegiatan(1, (8,) * 5)),
]
