"""Tier R on catalogue, production and sales."""

from tests.checks.rules.bench import case
from tests.checks.rules.past import above, below, joined, past

_KUE = {"kode_produk": "KUE-01", "nama_produk": "Kue Nastar", "satuan": "toples"}
_LAIN = {"kode_produk": "LAS-09", "nama_produk": "Pagar Besi", "satuan": "unit"}


def _harga(harga, lalu=(20000,) * 6, **more):
    return {
        "produk": {**_KUE, "harga_satuan_rp": harga, **more},
        **past("produk", [[{**_KUE, "harga_satuan_rp": h}] for h in lalu]),
    }


def _nama(nama, satuan="toples", lalu="Kue Nastar"):
    return {
        "produk": {**_KUE, "nama_produk": nama, "satuan": satuan},
        **past("produk", [[{**_KUE, "nama_produk": lalu}]]),
    }


def _katalog(kini, lalu=(10,) * 6):
    rows = [{"kode_produk": f"P-{n}"} for n in range(50)]
    return {"produk": rows[: int(kini)], **past("produk", [rows[:n] for n in lalu])}


def _volume(dataset, volume, lalu=(100,) * 6, **more):
    reports = [[{**_KUE, "volume": v}] if v else [] for v in lalu]
    return {dataset: {**_KUE, "volume": volume, **more}, **past(dataset, reports)}


def _hasil(volume, lalu=(100,) * 6, **more):
    return _volume("produksi", volume, lalu, **more)


def _biaya(biaya, volume=10, lalu=(5000,) * 6):
    rows = [[{**_KUE, "volume": 10, "biaya_bahan_rp": b * 10}] for b in lalu]
    return {"produksi": {**_KUE, "volume": volume, "biaya_bahan_rp": biaya}, **past("produksi", rows)}


def _terlibat(orang, lalu=(6,) * 6):
    rows = [[{"wbp_terlibat_orang": n}] for n in lalu]
    return {"produksi": [{"wbp_terlibat_orang": orang}], **past("produksi", rows)}


def _jual(volume, lalu=(100,) * 6, **more):
    return _volume("penjualan", volume, lalu, **more)


def _omzet(omzet, lalu=(1000,) * 6):
    reports = [[{"omzet_rp": o}] if o else [] for o in lalu]
    return {"penjualan": [{"omzet_rp": omzet}, {"omzet_rp": 0}], **past("penjualan", reports)}


def _harga_jual(omzet, volume=10, lalu=(2000,) * 6, **more):
    rows = [[{**_KUE, "volume": 4, "omzet_rp": 4 * h}] for h in lalu]
    return {"penjualan": {**_KUE, "volume": volume, "omzet_rp": omzet, **more}, **past("penjualan", rows)}


def _premi(premi, lalu=(700,) * 6, last="2025-12", **more):
    rows = [[{**_KUE, "volume": 5, "premi_rp": 5 * p}] for p in lalu]
    sold = {**_KUE, "volume": 10, "premi_rp": premi, "omzet_rp": 20000, **more}
    return {"penjualan": sold, **past("penjualan", rows, last)}


def _rekan(omzet, n_upt=6, sebar=0, **more):
    peer = {"ukuran": "harga", "nama": "kue nastar", "satuan": "toples", "tengah": 2000, "sebar": sebar, "n_upt": n_upt}
    return {"penjualan": {**_KUE, "volume": 10, "omzet_rp": omzet, **more}, "rekan_penjualan": peer}


CASES = [
    *above("R101", "2 harga_satuan_rp", _harga, "40000"),
    *below("R101", "2 harga_satuan_rp", _harga, "10000"),
    case("R101", "null: no price", **_harga(None)),
    case(
        "R101",
        "unrelated: another product's past",
        **joined({"produk": [{**_LAIN, "harga_satuan_rp": 1}]}, _harga(20000)),
    ),
    case("R101", "five months say nothing", **_harga(99000, (20000,) * 5)),
    case("R101", "dearer in another unit", **_harga(99000, satuan="dus")),
    case("R101", "a price that always moved", **_harga(49000, (10000, 30000, 12000, 28000, 15000, 25000))),
    case("R102", "another unit", "2 satuan", **_nama("Kue Nastar", "kg")),
    case("R102", "the same unit, other spelling", **_nama("Kue Nastar", "Toples ")),
    case("R102", "null: no unit", **_nama("Kue Nastar", None)),
    case("R102", "unrelated: no past of this product", **joined({"produk": [{**_LAIN}]}, _nama("Kue Nastar"))),
    case(
        "R102",
        "the last month counts, not those before",
        "2 satuan",
        produk=_KUE,
        **past("produk", [[_KUE], [_KUE], [{**_KUE, "satuan": "dus"}]]),
    ),
    *below("R103", "kode_produk", _katalog, "5"),
    case("R103", "null: an empty sheet", **_katalog(0)),
    case("R103", "unrelated: other datasets shrink", **joined(_katalog(10), past("panen", [[{}] * 90] * 6))),
    case("R103", "five months say nothing", **_katalog(1, (10,) * 5)),
    case("R104", "gone after six months", "kode_produk", produk=_LAIN, **past("produk", [[_KUE]] * 6)),
    case(
        "R104", "still there, other spelling", produk={**_KUE, "kode_produk": "kue 01"}, **past("produk", [[_KUE]] * 6)
    ),
    case(
        "R104",
        "null: a row without a code",
        "kode_produk",
        produk={"kode_produk": None},
        **past("produk", [[_KUE]] * 6),
    ),
    case("R104", "five months say nothing", produk=_LAIN, **past("produk", [[_KUE]] * 5)),
    case("R104", "unrelated: gone before", produk=_LAIN, **past("produk", [*[[_KUE]] * 6, [_LAIN]])),
    case("R105", "another product", "2 nama_produk", **_nama("Pagar Besi Lipat")),
    case("R105", "longer, shorter", **_nama("Kue Nastar Keju 250 g")),
    case("R105", "a slip of the pen", **_nama("Kue Nastra")),
    case("R105", "null: no name", **_nama(None)),
    case("R105", "unrelated: another code", **joined({"produk": [{**_LAIN}]}, _nama("Kue Nastar"))),
    *above("R201", "2 volume", _hasil, "300"),
    case("R201", "null: no output", **_hasil(None)),
    case("R201", "unrelated: another product", **joined({"produksi": [{**_LAIN, "volume": 9999}]}, _hasil(100))),
    case("R201", "five months say nothing", **_hasil(9999, (100,) * 5)),
    case("R201", "mostly zero: three times the most there was", **_hasil(300, (0, 0, 0, 0, 100, 0, 50))),
    case("R201", "mostly zero, and more than that", "2 volume", **_hasil(301, (0, 0, 0, 0, 100, 0, 50))),
    case("R201", "another unit is another series", **_hasil(9999, satuan="dus")),
    *above("R201", "2 volume", lambda v: _hasil(v, (10, 50, 90, 130, 170, 210)), "554.78", "0.01"),
    *below("R202", "2 volume", _hasil, "20"),
    case("R202", "null: no output", **_hasil(None)),
    case("R202", "unrelated: another product", **joined({"produksi": [{**_LAIN, "volume": 0}]}, _hasil(100))),
    case("R202", "five months say nothing", **_hasil(0, (100,) * 5)),
    case("R202", "mostly zero: nothing is too little", **_hasil(0, (0, 0, 0, 0, 100, 100))),
    *above("R203", "2 biaya_bahan_rp", _biaya, "150000"),
    *below("R203", "2 biaya_bahan_rp", _biaya, "16666.67", "0.01"),
    case("R203", "null: no cost, no output", **joined(_biaya(None), {"produksi": [{**_KUE, "biaya_bahan_rp": 9}]})),
    case(
        "R203",
        "unrelated: another product",
        **joined({"produksi": [{**_LAIN, "volume": 1, "biaya_bahan_rp": 9}]}, _biaya(50000)),
    ),
    *above("R204", "wbp_terlibat_orang", _terlibat, "18"),
    *below("R204", "wbp_terlibat_orang", lambda n: _terlibat(n, (15,) * 6), "5"),
    case("R204", "null: nobody counted", **_terlibat(None)),
    case("R204", "unrelated: nine more in a small office", **_terlibat(11, (2,) * 6)),
    *above("R301", "2 volume", _jual, "300"),
    case(
        "R301",
        "over: through two channels, at the larger",
        "3 volume",
        **{**_jual(0), "penjualan": [{**_KUE, "volume": 150}, {**_KUE, "volume": 151}]},
    ),
    case("R301", "null: volume unknown", **_jual(None)),
    case("R301", "unrelated: another product", **joined({"penjualan": [{**_LAIN, "volume": 9999}]}, _jual(100))),
    case("R301", "never sold before: nothing to compare", **_jual(9999, (0,) * 7)),
    *above("R302", "omzet_rp", _omzet, "3000"),
    case("R302", "null: turnover unknown", **_omzet(None)),
    case(
        "R302", "unrelated: months of another dataset", **joined(_omzet(9999, (1000,) * 5), past("panen", [[{}]] * 6))
    ),
    *below("R303", "omzet_rp", _omzet, "250"),
    case("R303", "null: turnover unknown", "omzet_rp", **_omzet(None)),
    case("R303", "unrelated: five months say nothing", **_omzet(0, (1000,) * 5)),
    case("R303", "nil months are zeros", **_omzet(0, (1000, 0, 1000, 0, 1000, 0))),
    *above("R304", "2 omzet_rp", _harga_jual, "40000"),
    *below("R304", "2 omzet_rp", _harga_jual, "10000"),
    case(
        "R304", "null: nothing sold, no turnover", **joined(_harga_jual(None), {"penjualan": [{**_KUE, "omzet_rp": 9}]})
    ),
    case(
        "R304",
        "unrelated: another product",
        **joined({"penjualan": [{**_LAIN, "volume": 1, "omzet_rp": 1}]}, _harga_jual(20000)),
    ),
    case("R304", "five months say nothing", **_harga_jual(99000, lalu=(2000,) * 5)),
    *below("R305", "2 premi_rp", _premi, "5250"),
    case("R305", "null: premi unknown", **_premi(None)),
    case("R305", "unrelated: this year's months", **_premi(1, last="2026-09")),
    case("R305", "five months of last year say nothing", **_premi(1, (700,) * 5)),
    case("R305", "no premi last year", **_premi(0, (0,) * 6)),
    *above("R306", "2 omzet_rp", _rekan, "60000"),
    *below("R306", "2 omzet_rp", _rekan, "6666.67", "0.01"),
    case("R306", "null: no turnover", **_rekan(None)),
    case("R306", "unrelated: another product", **_rekan(99000, nama_produk="Pagar")),
    case("R306", "five offices say nothing", **_rekan(99000, 5)),
]
