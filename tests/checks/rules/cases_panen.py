from tests.checks.rules.bench import case


def _hasil(hasil_kg, luas, sektor="pertanian"):
    return {"panen": {"hasil_kg": hasil_kg, "luas_lahan_m2": luas, "sektor": sektor}}


def _nilai(nilai, hasil_kg=10):
    return {"panen": {"nilai_rp": nilai, "hasil_kg": hasil_kg}}


_JAGUNG = {"sektor": "pertanian", "komoditas": "Jagung", "panen_tanggal": "2026-10-15"}

CASES = [
    case("K501", "under: a day before the month", "2 panen_tanggal", panen={"panen_tanggal": "2026-09-30"}),
    case("K501", "equal: first and last day", panen=[{"panen_tanggal": "2026-10-01"}, {"panen_tanggal": "2026-10-31"}]),
    case("K501", "over: a day after the month", "2 panen_tanggal", panen={"panen_tanggal": "2026-11-01"}),
    case("K501", "the month of another year", "2 panen_tanggal", panen={"panen_tanggal": "2025-10-15"}),
    case("K501", "null: period unknown", panen={"panen_tanggal": "2026-11-01", "periode": None}),
    case("K502", "over: tomorrow", "2 panen_tanggal", panen={"panen_tanggal": "2026-11-25", "periode": "2026-11"}),
    case("K502", "equal: today", panen={"panen_tanggal": "2026-11-24", "periode": "2026-11"}),
    case("K502", "next month: K501 says so", panen={"panen_tanggal": "2026-12-01", "periode": "2026-11"}),
    case("K503", "again", "3 komoditas", panen=[_JAGUNG, {**_JAGUNG, "komoditas": "jagung"}]),
    case("K503", "another day", panen=[_JAGUNG, {**_JAGUNG, "panen_tanggal": "2026-10-16"}]),
    case("K503", "date unknown", panen=[{**_JAGUNG, "panen_tanggal": None}] * 2),
    case("K504", "over: crops over 30 kg/m²", "2 hasil", **_hasil("3000.001", 100)),
    case("K504", "equal: crops of 30 kg/m²", **_hasil(3000, 100)),
    case("K504", "under: 50 kg of maize from 100 m²", **_hasil(50, 100)),
    case("K504", "a pond of 150 kg/m²", **_hasil(15000, 100, "perikanan")),
    case("K504", "a pond over 150 kg/m²", "2 hasil", **_hasil(15001, 100, "perikanan")),
    case("K504", "a stable has no such bound", **_hasil(99999, 1, "peternakan")),
    case("K504", "no area", panen=[_hasil(9999, 0)["panen"], _hasil(9999, None)["panen"]]),
    case("K504", "null: no mass", **_hasil(None, 1)),
    case(
        "K505",
        "no value",
        "2 nilai_rp",
        "3 nilai_rp",
        panen=[{"panen_raya": True, "hasil": 1}, {"panen_raya": True, "hasil": 1, "nilai_rp": 0}],
    ),
    case("K505", "a value", panen={"panen_raya": True, "hasil": 1, "nilai_rp": 1}),
    case("K505", "an ordinary harvest", panen={"panen_raya": False, "hasil": 1}),
    case(
        "K505", "an unreadable value has its own finding", panen={"panen_raya": True, "hasil": 1, "nilai_rp__asli": "x"}
    ),
    case(
        "K506",
        "head of crops",
        "2 satuan",
        "3 satuan",
        panen=[{"satuan": "ekor", "sektor": s} for s in ("pertanian", "perkebunan")],
    ),
    case(
        "K506", "head of cattle and fish", panen=[{"satuan": "ekor", "sektor": s} for s in ("peternakan", "perikanan")]
    ),
    case("K506", "coconuts by the piece", panen={"satuan": "butir", "sektor": "perkebunan"}),
    case("K506", "sector unknown", panen={"satuan": "ekor"}),
    case(
        "K507",
        "worth nothing",
        "2 nilai_rp",
        "3 nilai_rp",
        panen=[{"hasil": 1, "nilai_rp": 0}, {"hasil": 1, "nilai_rp": 0, "panen_raya": False}],
    ),
    case("K507", "worth something", panen={"hasil": 1, "nilai_rp": 1}),
    case("K507", "panen raya: K505 asks", panen={"hasil": 1, "nilai_rp": 0, "panen_raya": True}),
    case("K507", "value unknown", panen={"hasil": 1}),
    case("K508", "under: under Rp100 a kg", "2 nilai_rp", **_nilai(999)),
    case("K508", "equal: Rp100 a kg", **_nilai(1000)),
    case("K508", "equal: Rp5.000.000 a kg", **_nilai(50000000)),
    case("K508", "over: over Rp5.000.000 a kg", "2 nilai_rp", **_nilai("50000000.01")),
    case(
        "K508", "null: no value, no mass", panen=[_nilai(0)["panen"], _nilai(9, None)["panen"], _nilai(9, 0)["panen"]]
    ),
    case(
        "K509", "crops from no land", "2 luas_lahan_m2", panen={"hasil": 1, "luas_lahan_m2": 0, "sektor": "perkebunan"}
    ),
    case("K509", "some land", panen={"hasil": 1, "luas_lahan_m2": "0.5", "sektor": "perkebunan"}),
    case("K509", "eggs", panen={"hasil": 1, "luas_lahan_m2": 0, "sektor": "peternakan"}),
    case("K509", "land unknown", panen={"hasil": 1, "sektor": "pertanian"}),
    case("K502", "under: yesterday", panen={"panen_tanggal": "2026-11-23", "periode": "2026-11"}),
]
