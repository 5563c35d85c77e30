from tests.checks.rules.bench import case

_BAGIAN = {"dataset": "kegiatan", "_sheet": "Kegiatan", "n_baris": 3, "kepala_baris": 4, "nihil_cell": "B2"}
_WAJIB = ("kegiatan_tanggal", "jenis", "nama_kegiatan")


def _kolom(field, letter="A", label="Judul", **more):
    return {
        "_sheet": "Kegiatan",
        "dataset": "kegiatan",
        "field": field,
        "letter": letter,
        "label": label,
        "header_cell": f"{letter}4",
        **more,
    }


def _lembar(*fields, **bagian):
    return {"bagian": {**_BAGIAN, **bagian}, "kolom": [_kolom(f) for f in fields]}


def _nihil(nihil, n_baris):
    return {"bagian": {**_BAGIAN, "nihil": nihil, "n_baris": n_baris}}


def _total(*values, field="omzet_rp", rows=(1000, 500), kali=None):
    return {
        "penjualan": [
            {"_sheet": "Penjualan", "omzet_rp": v} if v is not None else {"_sheet": "Penjualan", "omzet_rp__asli": "x"}
            for v in rows
        ],
        "total": [
            {"dataset": "penjualan", "_sheet": "Penjualan", "field": field, "cell": f"F{n}", "value": v, "kali": kali}
            for n, v in enumerate(values, start=9)
        ],
    }


def _rumus(kinds):
    return {"teks_kegiatan": {"_kinds": kinds}}


CASES = [
    case("S001", "a required heading is missing", "jenis", **_lembar("kegiatan_tanggal", "nama_kegiatan")),
    case("S001", "all required headings", **_lembar(*_WAJIB)),
    case("S001", "no rows, no matter", **_lembar(n_baris=0)),
    case("S001", "on another sheet", *_WAJIB, **_lembar(*_WAJIB, _sheet="Lain")),
    case("S002", "two columns for one field: the second", "jenis B4", kolom=[_kolom("jenis"), _kolom("jenis", "B")]),
    case("S002", "column AA comes after Z", "jenis AA4", kolom=[_kolom("jenis", "AA"), _kolom("jenis", "Z")]),
    case("S002", "two tables under each other", kolom=[_kolom("jenis"), _kolom("jenis", header_cell="A40")]),
    case("S002", "unknown columns", kolom=[_kolom(None), _kolom(None, "B")]),
    case("S003", "nobody can account for it", "9 H9", sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x"}),
    case(
        "S003", "ignored for a reason", sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x", "why": "note"}
    ),
    case(
        "S003",
        "in an extra column: S004",
        sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x"},
        kolom=_kolom(None, "H"),
    ),
    case(
        "S003",
        "above an extra column",
        "2 H2",
        sel={"_sheet": "Kegiatan", "cell": "H2", "row": 2, "text": "x"},
        kolom=_kolom(None, "H"),
    ),
    case(
        "S003",
        "in a column without heading",
        "9 H9",
        sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x"},
        kolom=_kolom(None, "H", ""),
    ),
    case(
        "S004",
        "an extra column",
        "H4",
        sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x"},
        kolom=_kolom(None, "H"),
    ),
    case("S004", "an empty one", kolom=_kolom(None, "H")),
    case(
        "S004",
        "row numbers",
        sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "1", "why": "index"},
        kolom=_kolom(None, "H"),
    ),
    case(
        "S004",
        "in a table of no dataset",
        sel={"_sheet": "Kegiatan", "cell": "H9", "row": 9, "text": "x"},
        kolom=_kolom(None, "H", dataset=None),
    ),
    case("S005", "on a second sheet", "", bagian=[_BAGIAN, {**_BAGIAN, "_sheet": "Kegiatan (2)"}]),
    case("S005", "the second is empty", bagian=[_BAGIAN, {**_BAGIAN, "_sheet": "Kegiatan (2)", "n_baris": 0}]),
    case("S005", "another dataset", bagian=[_BAGIAN, {**_BAGIAN, "dataset": "panen"}]),
    case("S006", "nil, yet rows", "B2", **_nihil("Ya", 1)),
    case("S006", "the word itself", "B2", **_nihil("NIHIL", 1)),
    case("S006", "nil and empty", **_nihil("ya", 0)),
    case("S006", "not nil", **_nihil("tidak", 1)),
    case("S006", "not said", **_nihil(None, 1)),
    case("S007", "empty, not said nil", "B2", **_nihil(None, 0)),
    case("S007", "empty and nil", **_nihil("ya", 0)),
    case("S007", "rows", **_nihil(None, 1)),
    case("S011", "nothing at all", "", **_nihil(None, 0)),
    case("S011", "said not to be nil, and still nothing", "", **_nihil("tidak", 0)),
    case("S011", "two empty parts, named once", "", bagian=[_nihil(None, 0)["bagian"], _nihil("belum", 0)["bagian"]]),
    case("S011", "one of two parts is nil", bagian=[_nihil(None, 0)["bagian"], _nihil("nihil", 0)["bagian"]]),
    case("S011", "one row", **_nihil(None, 1)),
    case("S008", "neither yes nor no", "B2", **_nihil("mungkin", 0)),
    case("S008", "yes, no, nil, nothing", bagian=[_nihil(t, 0)["bagian"] for t in ("ya", "Tidak", "nihil", "-", None)]),
    case("S009", "a formula without its value", "2 jenis", **_rumus("df.....")),
    case("S009", "values", **_rumus("dtttnnt")),
    case("S010", "one rupiah too many", "omzet_rp F9", **_total("1.501")),
    case("S010", "in thousands, as its column", **_total("1,5", kali="1000")),
    case("S010", "milliards in thousands", **_total("9.876.543", kali="1000", rows=(9876543000,))),
    case("S010", "in thousands, and wrong", "omzet_rp F9", **_total("1.502", kali="1000")),
    case("S010", "under: exact, as people write it", **_total("Rp 1.500,-")),
    case("S010", "exact, as the workbook holds it", **_total("1500.000")),
    case("S010", "equal: rounded by half", **_total("1500.5")),
    case("S010", "over: rounded by more", "omzet_rp F9", **_total("1500.51")),
    case("S010", "two tables on a sheet, a total each", **_total("1000", "500")),
    case("S010", "one of two totals is wrong", "omzet_rp F10", **_total("1000", "501")),
    case("S010", "a row that cannot be read", **_total("9", rows=(1000, None))),
    case("S010", "null: no figure", **_total("lihat lampiran")),
    case("S010", "an empty column", **_total("9", field="modal_rp")),
]
