from tests.checks.rules.bench import case

_LATIH = {"kegiatan_tanggal": "2026-10-20", "nama_kegiatan": "Pelatihan Pengemasan"}

CASES = [
    case(
        "K601",
        "over: outside the month",
        "2 kegiatan_tanggal",
        "3 kegiatan_tanggal",
        kegiatan=[{"kegiatan_tanggal": d} for d in ("2026-09-30", "2026-11-01")],
    ),
    case("K601", "equal: first and last day", kegiatan=[{"kegiatan_tanggal": d} for d in ("2026-10-01", "2026-10-31")]),
    case("K601", "null: period unknown", kegiatan={"kegiatan_tanggal": "2026-10-01", "periode": None}),
    case(
        "K602",
        "over: tomorrow",
        "2 kegiatan_tanggal",
        kegiatan={"kegiatan_tanggal": "2026-11-25", "periode": "2026-11"},
    ),
    case("K602", "equal: today", kegiatan={"kegiatan_tanggal": "2026-11-24", "periode": "2026-11"}),
    case("K602", "next month: K601 says so", kegiatan={"kegiatan_tanggal": "2026-12-01", "periode": "2026-11"}),
    case("K603", "again", "3 nama_kegiatan", kegiatan=[_LATIH, {**_LATIH, "nama_kegiatan": "PELATIHAN  pengemasan"}]),
    case("K603", "another day", kegiatan=[_LATIH, {**_LATIH, "kegiatan_tanggal": "2026-10-21"}]),
    case("K603", "date unknown", kegiatan=[{**_LATIH, "kegiatan_tanggal": None}] * 2),
    case(
        "K604",
        "nobody",
        "2 peserta_wbp_orang",
        "3 peserta_wbp_orang",
        kegiatan=[{"peserta_wbp_orang": 0, "peserta_petugas_orang": 0}, {}],
    ),
    case(
        "K604",
        "one of either",
        kegiatan=[{"peserta_wbp_orang": 1}, {"peserta_wbp_orang": 0, "peserta_petugas_orang": 1}],
    ),
    case("K604", "unreadable has its own finding", kegiatan={"peserta_wbp_orang__asli": "semua"}),
    case("K605", "with whom?", "2 penyelenggara", kegiatan={"jenis": "kerja_sama"}),
    case("K605", "with the district", kegiatan={"jenis": "kerja_sama", "penyelenggara": "Dinas Perindustrian"}),
    case("K605", "no agreement", kegiatan={"jenis": "pelatihan"}),
    case("K602", "under: yesterday", kegiatan={"kegiatan_tanggal": "2026-11-23", "periode": "2026-11"}),
    case("K601", "under: a day before", "2 kegiatan_tanggal", kegiatan={"kegiatan_tanggal": "2026-09-30"}),
]
