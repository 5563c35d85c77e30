from tests.checks.rules.bench import case


def _bagian(field, orang, **pekerja):
    return {"tenaga_kerja": {field: orang, **pekerja}}


CASES = [
    case("K401", "no count at all", "2 laki_laki_orang", tenaga_kerja={"bidang": "Las"}),
    case(
        "K401",
        "one of three is enough",
        tenaga_kerja=[{"laki_laki_orang": 0}, {"perempuan_orang": 1}, {"anak_orang": 1}],
    ),
    case("K401", "unreadable has its own finding", tenaga_kerja={"perempuan_orang__asli": "banyak"}),
    *(
        made
        for rule, field in (
            ("K402", "bersertifikat_orang"),
            ("K403", "penerima_premi_orang"),
            ("K404", "peserta_asimilasi_orang"),
        )
        for made in (
            case(
                rule,
                "over: more than workers",
                f"2 {field}",
                **_bagian(field, 6, laki_laki_orang=2, perempuan_orang=2, anak_orang=1),
            ),
            case(rule, "equal: all workers", **_bagian(field, 5, laki_laki_orang=2, perempuan_orang=3)),
            case(rule, "under: fewer", **_bagian(field, 1, laki_laki_orang=2)),
            case(rule, "null: workers unknown", **_bagian(field, 1)),
            case(rule, "workers unreadable", **_bagian(field, 9, laki_laki_orang=2, perempuan_orang__asli="x")),
        )
    ),
    case("K405", "other case", "3 bidang", tenaga_kerja=[{"bidang": "Menjahit"}, {"bidang": "MENJAHIT "}]),
    case("K405", "the same: V403 says so", tenaga_kerja=[{"bidang": "Menjahit"}, {"bidang": "Menjahit"}]),
    case("K405", "another", tenaga_kerja=[{"bidang": "Menjahit"}, {"bidang": "Las"}]),
    case("K406", "children in a Lapas", "2 anak_orang", tenaga_kerja={"anak_orang": 1}),
    case("K406", "none", tenaga_kerja={"anak_orang": 0}),
    case("K406", "children in an LPKA", tenaga_kerja={"anak_orang": 9, "kode_upt": "LA2-BANDA-ACEH"}),
    case("K406", "unknown office", tenaga_kerja={"anak_orang": 9, "kode_upt": None}),
    case(
        "K407",
        "men in a women's prison",
        "2 laki_laki_orang",
        tenaga_kerja={"laki_laki_orang": 1, "kode_upt": "LPP2A-TANGERANG"},
    ),
    case(
        "K407",
        "women in a women's prison",
        tenaga_kerja={"laki_laki_orang": 0, "perempuan_orang": 9, "kode_upt": "LPP2A-TANGERANG"},
    ),
    case("K407", "men and women in Lahat", tenaga_kerja={"laki_laki_orang": 9, "perempuan_orang": 9}),
    case(
        "K408",
        "nobody paid: the field with most recipients is named",
        "3 penerima_premi_orang",
        tenaga_kerja=[{"penerima_premi_orang": 1}, {"penerima_premi_orang": 2}, {"penerima_premi_orang": 2}],
        rujukan_penjualan=[{"premi_rp": 0}, {}],
    ),
    case(
        "K408", "paid", tenaga_kerja={"penerima_premi_orang": 1}, rujukan_penjualan=[{"premi_rp": 0}, {"premi_rp": 1}]
    ),
    case("K408", "no recipients", tenaga_kerja={"penerima_premi_orang": 0}),
    case("K408", "recipients unknown", tenaga_kerja={"bidang": "Las"}),
]
