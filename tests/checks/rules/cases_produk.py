from tests.checks.rules.bench import case

_PANGAN = {"unggulan": True, "kategori": "pangan_olahan"}


def _dua(satu, dua):
    return [{"kode_produk": "KS-01", "nama_produk": satu}, {"kode_produk": "XZ-77", "nama_produk": dua}]


CASES = [
    case("K101", "no stock", "2 stok_galeri", produk={"siap_galeri": True, "stok_galeri": 0}),
    case("K101", "stock not given", "2 stok_galeri", produk={"siap_galeri": True}),
    case("K101", "some stock", produk={"siap_galeri": True, "stok_galeri": "0.5"}),
    case("K101", "not ready", produk={"siap_galeri": False, "stok_galeri": 0}),
    case(
        "K101",
        "stock that nobody can read has its own finding",
        produk={"siap_galeri": True, "stok_galeri__asli": "banyak"},
    ),
    case("K102", "no licence at all", "2 nomor_pirt", produk=_PANGAN),
    case(
        "K102",
        "one licence",
        produk=[{**_PANGAN, "nomor_pirt": "1"}, {**_PANGAN, "nomor_halal": "1"}, {**_PANGAN, "nomor_bpom": "1"}],
    ),
    case("K102", "no food", produk={"unggulan": True, "kategori": "mebel"}),
    case("K102", "no flagship", produk={"unggulan": False, "kategori": "pangan_olahan"}),
    case("K103", "free flagship", "2 harga_satuan_rp", produk={"unggulan": True, "harga_satuan_rp": 0}),
    case("K103", "a price", produk={"unggulan": True, "harga_satuan_rp": 1}),
    case("K103", "free, no flagship", produk={"unggulan": False, "harga_satuan_rp": 0}),
    case("K103", "price unknown", produk={"unggulan": True}),
    case(
        "K104",
        "same name, other code: the second is named",
        "3 nama_produk",
        produk=[{"kode_produk": "A-1", "nama_produk": "Tempe"}, {"kode_produk": "A-2", "nama_produk": " TEMPE"}],
    ),
    case("K104", "same name, same code: V103 says so", produk=[{"kode_produk": "A-1", "nama_produk": "Tempe"}] * 2),
    case(
        "K104",
        "other name",
        produk=[{"kode_produk": "A-1", "nama_produk": "Tempe"}, {"kode_produk": "A-2", "nama_produk": "Tahu"}],
    ),
    case("K104", "no code", produk=[{"nama_produk": "Tempe"}, {"nama_produk": "Tempe"}]),
    case("K105", "other case", "3 kode_produk", produk=[{"kode_produk": "GSJ-01"}, {"kode_produk": "gsj 01"}]),
    case("K105", "the same: V103 says so", produk=[{"kode_produk": "GSJ-01"}, {"kode_produk": "GSJ-01"}]),
    case("K105", "another", produk=[{"kode_produk": "GSJ-01"}, {"kode_produk": "GSJ-011"}]),
    case("K106", "flagship, readiness not said", "2 siap_galeri", produk={"unggulan": True}),
    case("K106", "said", produk=[{"unggulan": True, "siap_galeri": False}, {"unggulan": True, "siap_galeri": True}]),
    case("K106", "no flagship", produk={"unggulan": False}),
    case("K106", "unreadable", produk={"unggulan": True, "siap_galeri__asli": "mungkin"}),
    case(
        "K107",
        "under: one letter apart",
        "3 nama_produk",
        produk=_dua("Keripik Singkong 250 g", "Kripik Singkong 250 g"),
    ),
    case("K107", "equal: two letters apart", "3 nama_produk", produk=_dua("Keripik Singkong", "Kripik Singkog")),
    case("K107", "over: three letters apart", produk=_dua("Keripik Singkong", "Kripik Sinkog")),
    case("K107", "another size", produk=_dua("Keripik Singkong 250 g", "Keripik Singkong 350 g")),
    case("K107", "another size in letters", produk=_dua("Kemeja Kerja S", "Kemeja Kerja M")),
    case("K107", "short names", produk=_dua("Kopi ab", "Kopi ac")),
    case("K107", "the same name: K104 asks", produk=_dua("Keripik Singkong", "keripik singkong")),
    case(
        "K107",
        "the same code: K105 says so",
        produk=[{**r, "kode_produk": "A-1"} for r in _dua("Keripik Singkong", "Kripik Singkong")],
    ),
    case(
        "K107", "null: no name, no code", produk=[*_dua("Keripik Singkong", None), {"nama_produk": "Kripik Singkong"}]
    ),
]
