from tests.checks.rules.bench import case

_PRODUK = {
    "kode_produk": "GSJ-01",
    "nama_produk": "Gula Semut Jahe Merah 250 g",
    "satuan": "bungkus",
    "harga_satuan_rp": 25000,
}
_HASIL = {"kode_produk": "GSJ-01", "satuan": "bungkus", "volume": 10}


def _biaya(biaya, **more):
    return {"produksi": {**_HASIL, "biaya_bahan_rp": biaya, **more}, "rujukan_produk": _PRODUK}


def _hari(hari, periode):
    return {"produksi": {"hari_kerja": hari, "periode": periode}}


def _terlibat(orang, **pekerja):
    return {
        "produksi": {"wbp_terlibat_orang": orang},
        "rujukan_tenaga_kerja": [pekerja, {"perempuan_orang": 3}] if pekerja else [],
    }


CASES = [
    case("K201", "not in the catalogue", "2 kode_produk", produksi={"kode_produk": "XX-9"}, rujukan_produk=_PRODUK),
    case("K201", "in the catalogue, other spelling", produksi={"kode_produk": "gsj-01"}, rujukan_produk=_PRODUK),
    case("K201", "no code", produksi={"kode_produk": None}, rujukan_produk=_PRODUK),
    case(
        "K202",
        "another product's name",
        "2 nama_produk",
        produksi={**_HASIL, "nama_produk": "Meja Belajar"},
        rujukan_produk=_PRODUK,
    ),
    case(
        "K202",
        "longer",
        produksi={**_HASIL, "nama_produk": "Gula Semut Jahe Merah 250 g (kemasan baru)"},
        rujukan_produk=_PRODUK,
    ),
    case("K202", "same", produksi={**_HASIL, "nama_produk": "gula semut jahe merah 250 G"}, rujukan_produk=_PRODUK),
    case("K203", "other unit", "2 satuan", produksi={**_HASIL, "satuan": "kg"}, rujukan_produk=_PRODUK),
    case("K203", "same unit", produksi=_HASIL, rujukan_produk=_PRODUK),
    case(
        "K203", "not in the catalogue: K201 says so", produksi={**_HASIL, "kode_produk": "XX-9"}, rujukan_produk=_PRODUK
    ),
    case(
        "K204",
        "output without people, without days",
        "2 hari_kerja",
        "2 wbp_terlibat_orang",
        produksi={"volume": 1, "wbp_terlibat_orang": 0, "hari_kerja": 0},
    ),
    case("K204", "half a day", produksi={"volume": 1, "wbp_terlibat_orang": 1, "hari_kerja": "0.5"}),
    case("K204", "no output", produksi={"volume": 0, "wbp_terlibat_orang": 0, "hari_kerja": 0}),
    case("K204", "not said", produksi={"volume": 1}),
    case("K205", "over: 31 days in a month of 30", "2 hari_kerja", **_hari(31, "2026-09")),
    case("K205", "equal: 30 days in a month of 30", **_hari(30, "2026-09")),
    case("K205", "31 days in a month of 31", **_hari(31, "2026-10")),
    case("K205", "equal: 29 days in a leap February", **_hari(29, "2028-02")),
    case("K205", "29 days in February", "2 hari_kerja", **_hari(29, "2026-02")),
    case("K205", "32 days: the range says so", **_hari(32, "2026-10")),
    case("K205", "null: month unknown", **_hari(31, None)),
    case("K206", "cost without output", "2 volume", produksi={"biaya_bahan_rp": 1, "volume": 0}),
    case("K206", "cost and output", produksi={"biaya_bahan_rp": 1, "volume": 1}),
    case("K206", "output unknown", produksi={"biaya_bahan_rp": 1}),
    case("K207", "other case", "3 kode_produk", produksi=[{"kode_produk": "GSJ-01"}, {"kode_produk": "GSJ01"}]),
    case("K207", "the same: V203 says so", produksi=[{"kode_produk": "GSJ-01"}, {"kode_produk": "GSJ-01"}]),
    case("K208", "over: dearer than its price", "2 biaya_bahan_rp", **_biaya("250000.01")),
    case("K208", "equal: as dear as its price", **_biaya(250000)),
    case("K208", "other unit", **_biaya(900000, satuan="kg")),
    case("K208", "no output", **_biaya(900000, volume=0)),
    case("K208", "null: cost unknown", **_biaya(None)),
    case("K209", "over: more than all workers", "2 wbp_terlibat_orang", **_terlibat(9, laki_laki_orang=5)),
    case("K209", "equal: all workers", **_terlibat(8, laki_laki_orang=5)),
    case("K209", "under: fewer", **_terlibat(7, laki_laki_orang=5)),
    case("K209", "no workers' sheet", **_terlibat(7)),
    case("K205", "under: 29 days in a month of 30", **_hari(29, "2026-09")),
    case("K208", "under: cheaper than its price", **_biaya("249999.99")),
]
