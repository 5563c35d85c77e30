from tests.checks.rules.bench import case


def _upt(kode=None, **more):
    return {
        "pengiriman": {
            "kode_upt": kode,
            "kantor_sheet": "Identitas",
            "kantor_cell": "B2",
            "nama_sheet": "Identitas",
            "nama_cell": "B3",
            **more,
        }
    }


def _periode(periode, tertulis=None, **more):
    return {
        "pengiriman": {
            "periode": periode,
            "periode_tertulis": tertulis,
            "periode_sheet": "Identitas",
            "periode_cell": "B4",
            **more,
        }
    }


def _baris(*rows, **pengiriman):
    return {
        "teks_penjualan": [{"kode_upt": None, "periode": None, **row} for row in rows],
        "pengiriman": {"kode_upt": "LP2A-LAHAT", "periode": "2026-10", **pengiriman},
    }


def _berkas(file, kode="LP2A-LAHAT", periode="2026-10"):
    return {"pengiriman": {"file": file, "kode_upt": kode, "periode": periode}}


def _sel(*texts, sheet="Produk"):
    return {"lain": [{"_sheet": sheet, "cell": f"B{n}", "text": text} for n, text in enumerate(texts, start=5)]}


def _kolom(label, *texts, field=None, sheet="Data"):
    return {
        "kolom": {
            "_sheet": sheet,
            "dataset": "penjualan",
            "field": field,
            "letter": "C",
            "label": label,
            "header_cell": "C4",
        },
        "lain": [{"_sheet": sheet, "cell": f"C{n}", "text": text} for n, text in enumerate(texts, start=5)],
    }


def _bacaan(jenis, cell="C4", **more):
    return {"bacaan": {"jenis": jenis, "_sheet": "Data", "cell": cell, "value": "a", "expected": "b", **more}}


NAMA = (
    "Nama WBP",
    "Nama Narapidana",
    "NAMA TAHANAN",
    "Nama Warga Binaan",
    "Nama Anak",
    "Nama Lengkap WBP",
    "Daftar Nama Pekerja",
    "Nama Penerima Premi",
    "Nama Anak Binaan",
    "Pekerja / Nama WBP",
    "Nama Lengkap",
    "Nama Warga Binaan yang Bekerja",
)
BUKAN_NAMA = (
    "Nama Produk",
    "Nama Kegiatan",
    "Penyelenggara",
    "Nama UPT",
    "Nama Mitra",
    "Nama Barang",
    "Jumlah WBP",
    "Jangan menulis nama peserta",
    "Nama Anak Perusahaan/Badan Usaha",
    "WBP Terlibat",
    "Nama Pelatihan",
)

CASES = [
    case("P010", "nothing says which office", "kode_upt", **_upt()),
    case("P010", "a dash says nothing", "kode_upt", **_upt(kantor_tertulis=" - ")),
    case("P010", "code", **_upt("LP2A-LAHAT")),
    case("P010", "something is written: P011", **_upt(nama_tertulis="Lapas Lahat")),
    case("P011", "unknown code", "kode_upt B2", **_upt(kantor_tertulis="LP9-ATLANTIS")),
    case("P011", "unknown name", "kode_upt B3", **_upt(nama_tertulis="Lapas Atlantis")),
    case("P011", "known", **_upt("LP2A-LAHAT", kantor_tertulis="LP2A-LAHAT")),
    case("P011", "nothing written: P010", **_upt()),
    case("P012", "another place", "nama_upt B3", **_upt("LP2A-LAHAT", nama_tertulis="Lapas Kelas IIA Palembang")),
    case("P012", "another kind", "nama_upt B3", **_upt("LP2A-LAHAT", nama_tertulis="Bapas Kelas II Lahat")),
    case(
        "P012",
        "a Lapas that was meant",
        "nama_upt B3",
        **_upt("BP2-LAHAT", nama_tertulis="Lembaga Pemasyarakatan Kelas IIA Lahat"),
    ),
    case("P012", "written otherwise", **_upt("LP2A-LAHAT", nama_tertulis="LAPAS KLS II A LAHAT")),
    case("P012", "its own code", **_upt("LP2A-LAHAT", nama_tertulis="LP2A-LAHAT")),
    case(
        "P012", "a former name: Rutan became Lapas", **_upt("LP2B-PURWODADI", nama_tertulis="Rutan Kelas IIB Purwodadi")
    ),
    case("P012", "the source's own slip", **_upt("BP2-LHOKSEUMAWE", nama_tertulis="BAPAS KELAS II LHOK SEMAWE")),
    case("P012", "no name", **_upt("LP2A-LAHAT")),
    case("P013", "nothing says which month", "periode", **_periode(None)),
    case("P013", "said", **_periode("2026-10")),
    case("P013", "something is written: P014", **_periode(None, "bulan lalu")),
    case("P014", "no month", "periode B4", **_periode(None, "bulan lalu")),
    case("P014", "a month", **_periode("2026-10", "Oktober 2026")),
    case("P014", "nothing written: P013", **_periode(None)),
    case("P015", "over: next month", "periode B4", **_periode("2026-12")),
    case("P015", "equal: this month", **_periode("2026-11")),
    case("P015", "null: unknown", **_periode(None)),
    case("P015", "under: last month", **_periode("2026-10")),
    case("P016", "over: February 2020", **_periode("2020-02")),
    case("P016", "under: December 2019", "periode B4", **_periode("2019-12")),
    case("P016", "equal: January 2020", **_periode("2020-01")),
    case(
        "P017",
        "another office's row",
        "3 kode_upt",
        **_baris({"_kode_upt_baris": "LP2A-LAHAT"}, {"_kode_upt_baris": "RT1-PALEMBANG"}),
    ),
    case("P017", "its own name", **_baris({"_kode_upt_baris": "lapas kelas iia lahat"})),
    case("P017", "no such column", **_baris({})),
    case("P017", "office unknown: P011", **_baris({"_kode_upt_baris": "RT1-PALEMBANG"}, kode_upt=None)),
    case(
        "P018",
        "another month",
        "2 periode",
        "4 periode",
        **_baris({"_periode_baris": "September 2026"}, {"_periode_baris": "Okt 2026"}, {"_periode_baris": "2026-09"}),
    ),
    case("P018", "another year", "2 periode", **_baris({"_periode_baris": "Oktober 2025"})),
    case(
        "P018",
        "the month in many forms",
        **_baris(
            *(
                {"_periode_baris": t}
                for t in ("2026-10", "10/2026", "OKTOBER", "31 Oktober 2026", "01/10/2026", "2026-10-01")
            )
        ),
    ),
    case("P018", "no month", **_baris({"_periode_baris": "-"}, {})),
    case("P019", "another office in the name", "kode_upt", **_berkas("masuk/RT2B-BANGLI_2026-10.xlsx")),
    case("P019", "another month in the name", "periode", **_berkas("LP2A-LAHAT_2026-09_penjualan.csv")),
    case("P019", "as it should be", **_berkas("lp2a-lahat_2026-10_penjualan.csv")),
    case("P019", "any other name", **_berkas("Laporan Oktober 2026 rev2.xlsx")),
    case("P019", "office unknown", **_berkas("LP2A-LAHAT_2026-10.xlsx", None, None)),
    case(
        "P012",
        "a slip that the reader saw through",
        **_upt("LP2A-LAHAT", nama_tertulis="Lapas Kelas IIA Lahta", nama_kode="LP2A-LAHAT"),
    ),
    case("P022", "another month in a title", "periode C4", **_bacaan("pernyataan", field="periode")),
    case("P022", "something else was told", **_bacaan("nama", field="nama_upt")),
    case("P023", "a name with a slip", "nama_upt C4", **_bacaan("nama", field="nama_upt")),
    case("P023", "something else was told", **_bacaan("pernyataan", field="periode")),
    case("S012", "a column that might be several", "C4", **_bacaan("tebakan", dataset="penjualan")),
    case("S012", "a table that might be several", "C4", **_bacaan("tebakan")),
    case("S012", "a similar heading", **_bacaan("mirip", dataset="penjualan")),
    case("S013", "a similar heading", "omzet_rp C4", **_bacaan("mirip", dataset="penjualan", field="omzet_rp")),
    case("S013", "a guess", **_bacaan("tebakan", dataset="penjualan")),
    case("S014", "thousands of rupiah", "omzet_rp C4", **_bacaan("satuan", dataset="penjualan", field="omzet_rp")),
    case("S014", "a guess", **_bacaan("tebakan", dataset="penjualan")),
    case("S015", "other months", "C4", **_bacaan("bulan", dataset="penjualan")),
    case("S015", "a sum of months", **_bacaan("jumlah_bulan", dataset="penjualan")),
    case("S016", "a sum of months that is none", "C4", **_bacaan("jumlah_bulan", dataset="penjualan")),
    case("S017", "two ways in one column", "omzet_rp C4", **_bacaan("angka", dataset="penjualan", field="omzet_rp")),
    case("S017", "something else was told", **_bacaan("satuan", dataset="penjualan", field="omzet_rp")),
    case("S016", "other months", **_bacaan("bulan", dataset="penjualan")),
    case("P020", "no table", "", pengiriman={"n_tabel": 0}),
    case("P020", "one table", pengiriman={"n_tabel": 1}),
    case("P021", "another maker", "", pengiriman={"templat": "lumbung 2.0.0 3f2a"}),
    case("P021", "known", pengiriman=[{"templat": "lumbung 1.0.0 3f2a"}, {"templat": None}]),
    case("P030", "a man", "B5", **_sel("1671051203900001")),
    case("P030", "a woman", "B5", **_sel("NIK: 1671055203900001.")),
    case("P030", "in groups", "B5", "B6", **_sel("1671 0512 0390 0001", "167105-120390-0001")),
    case("P030", "two in a cell are one finding", "B5", **_sel("1671051203900001, 1671051203900002")),
    case("P030", "leap day", "B5", **_sel("1671052902000001")),
    case(
        "P030",
        "no such date, region or number",
        **_sel("1671053203900001", "1671051213900001", "0971051203900001", "1671051203900000", "9971051203900001"),
    ),
    case(
        "P030",
        "float noise and long figures",
        **_sel("0.1671051203900001", "16710512039000012", "1671051203900001.5", "1671051,203900001"),
    ),
    case(
        "P030",
        "NIB, PIRT, halal, dates",
        **_sel(
            "1234567890123", "2061604010123-28", "ID16110000123450121", "16-10-2026 07-10-2026", "2026-10-15 2026-10-16"
        ),
    ),
    case("P031", "NIK with figures", "C4", **_kolom("NIK", "16x")),
    case("P031", "register number", "C4", **_kolom("No. Register", "B.I 12/2026")),
    case("P031", "KTP as written", "C4", **_kolom("Nomor e-KTP WBP", "1")),
    case("P031", "a heading alone, where no table was seen", "B5", **_sel("No KTP", "123")),
    case("P031", "a delimited file", "C4", **_kolom("NIK", "16x", sheet=None)),
    case("P031", "nothing under it", **_kolom("NIK")),
    case("P031", "a column of ours", **_kolom("Nomor Registrasi BPOM", "MD 1", field="nomor_bpom")),
    case("P031", "other words", **_kolom("Teknik", "1", "2")),
    *(case("P032", label, "C4", **_kolom(label, "Budi")) for label in NAMA),
    *(case("P032", label, **_kolom(label, "Budi")) for label in BUKAN_NAMA),
    case("P032", "nothing under it", **_kolom("Nama WBP", "12")),
    case("P032", "a heading alone, where no table was seen", "B5", **_sel("Nama Narapidana", "Budi")),
    case("P032", "on another sheet", **(_kolom("Nama WBP") | _sel("Budi", "Ani"))),
]
