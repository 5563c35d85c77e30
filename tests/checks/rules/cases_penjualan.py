from tests.checks.rules.bench import case

_PRODUK = {
    "kode_produk": "GSJ-01",
    "nama_produk": "Gula Semut Jahe Merah 250 g",
    "satuan": "bungkus",
    "harga_satuan_rp": 25000,
}
_JUAL = {"kode_produk": "GSJ-01", "satuan": "bungkus", "volume": 10}


def _omzet(omzet, volume=10, **more):
    return {"penjualan": {**_JUAL, "volume": volume, "omzet_rp": omzet, **more}, "rujukan_produk": _PRODUK}


def _bagian(omzet, premi, pnbp, modal):
    return {"penjualan": {"omzet_rp": omzet, "premi_rp": premi, "pnbp_rp": pnbp, "modal_rp": modal}}


def _terjual(*volumes, stok=5, dibuat=10, satuan="bungkus"):
    return {
        "penjualan": [{**_JUAL, "volume": v} for v in volumes],
        "rujukan_produk": {**_PRODUK, "stok_galeri": stok},
        "rujukan_produksi": [{"kode_produk": "GSJ-01", "satuan": satuan, "volume": dibuat}]
        if dibuat is not None
        else [],
    }


CASES = [
    case("K301", "not in the catalogue", "2 kode_produk", penjualan={"kode_produk": "XX-9"}, rujukan_produk=_PRODUK),
    case("K301", "in the catalogue", penjualan={"kode_produk": "GSJ-01"}, rujukan_produk=_PRODUK),
    case("K301", "same code, other spelling", penjualan={"kode_produk": "gsj 01"}, rujukan_produk=_PRODUK),
    case("K301", "no code", penjualan={"kode_produk": None}, rujukan_produk=_PRODUK),
    case("K301", "empty catalogue", "2 kode_produk", penjualan={"kode_produk": "GSJ-01"}),
    case(
        "K302",
        "another product's name",
        "2 nama_produk",
        penjualan={**_JUAL, "nama_produk": "Kursi Rotan"},
        rujukan_produk=_PRODUK,
    ),
    case("K302", "shortened", penjualan={**_JUAL, "nama_produk": "GULA SEMUT"}, rujukan_produk=_PRODUK),
    case(
        "K302",
        "a slip of the pen",
        penjualan={**_JUAL, "nama_produk": "Gula Semut Jahe Mera 250g"},
        rujukan_produk=_PRODUK,
    ),
    case("K302", "no name", penjualan=_JUAL, rujukan_produk=_PRODUK),
    case(
        "K302",
        "code twice in the catalogue",
        "2 nama_produk",
        penjualan={**_JUAL, "nama_produk": "Kursi Rotan"},
        rujukan_produk=[_PRODUK, _PRODUK],
    ),
    case("K303", "other unit", "2 satuan", penjualan={**_JUAL, "satuan": "kg"}, rujukan_produk=_PRODUK),
    case("K303", "same unit", penjualan=_JUAL, rujukan_produk=_PRODUK),
    case("K303", "no unit", penjualan={**_JUAL, "satuan": None}, rujukan_produk=_PRODUK),
    case(
        "K304",
        "the second row is named",
        "3 kode_produk",
        penjualan=[{"kode_produk": "A-1", "kanal": "galeri"}, {"kode_produk": "a 1", "kanal": "galeri"}],
    ),
    case(
        "K304",
        "other channel",
        penjualan=[{"kode_produk": "A-1", "kanal": "galeri"}, {"kode_produk": "A-1", "kanal": "mitra"}],
    ),
    case("K304", "no channel", penjualan=[{"kode_produk": "A-1"}, {"kode_produk": "A-1"}]),
    case("K305", "under: just under half", "2 omzet_rp", **_omzet(124999)),
    case("K305", "equal: half", **_omzet(125000)),
    case("K305", "exact", **_omzet(250000)),
    case("K305", "equal: double", **_omzet(500000)),
    case("K305", "over: just over double", "2 omzet_rp", **_omzet(500001)),
    case("K305", "a zero too many", "2 omzet_rp", **_omzet(2500000)),
    case("K305", "other unit", **_omzet(2500000, satuan="kg")),
    case("K305", "nothing sold", **_omzet(0, 0)),
    case("K305", "largest figures", "2 omzet_rp", **_omzet("9999999999999999.99", "999999999999999.999")),
    case("K306", "turnover without goods", "2 volume", penjualan={"volume": 0, "omzet_rp": 1}),
    case("K306", "neither", penjualan={"volume": 0, "omzet_rp": 0}),
    case("K306", "volume unknown", penjualan={"omzet_rp": 1}),
    case("K307", "goods without turnover", "2 omzet_rp", penjualan={"volume": 1, "omzet_rp": 0}),
    case("K307", "both", penjualan={"volume": 1, "omzet_rp": 1}),
    case("K307", "turnover unknown", penjualan={"volume": 1}),
    case("K308", "equal: five per cent less", **_bagian(1000000, 350000, 150000, 450000)),
    case("K308", "over: just beyond five per cent", "2 omzet_rp", **_bagian(1000000, 350000, 150000, 449999)),
    case("K308", "more than turnover", "2 omzet_rp", **_bagian(1000000, 500000, 150000, 500000)),
    case("K308", "under: a thousand rupiah on little", **_bagian(5000, 2000, 1000, 1000)),
    case(
        "K308",
        "35/50/15 as well as 15/25/60",
        penjualan=[_bagian(100, 35, 50, 15)["penjualan"], _bagian(100, 15, 25, 60)["penjualan"]],
    ),
    case("K308", "null: capital not kept", **_bagian(1000000, 350000, 150000, None)),
    case("K308", "premi alone is too much: K309 says so", **_bagian(1000000, 1000001, 0, 0)),
    case("K309", "over", "2 premi_rp", penjualan={"premi_rp": 101, "omzet_rp": 100}),
    case("K309", "equal", penjualan={"premi_rp": 100, "omzet_rp": 100}),
    case("K309", "null: unknown", penjualan={"premi_rp": 100}),
    case("K310", "over", "2 pnbp_rp", penjualan={"pnbp_rp": "100.01", "omzet_rp": 100}),
    case("K310", "equal", penjualan={"pnbp_rp": 100, "omzet_rp": 100}),
    case("K311", "over: more than made and in stock, over all channels: last row", "3 volume", **_terjual(10, 6)),
    case("K311", "equal: just as many", **_terjual(10, 5)),
    case("K311", "under: fewer", **_terjual(10)),
    case("K311", "nothing made", "2 volume", **_terjual(6, dibuat=None)),
    case("K311", "stock unknown", "2 volume", **_terjual(11, stok=None)),
    case("K311", "made in another unit: only the stock counts", "2 volume", **_terjual(10, satuan="kg")),
    case("K311", "null: volume unknown", **_terjual(None)),
    case("K312", "no PNBP", "2 pnbp_rp", penjualan={"omzet_rp": 1, "pnbp_rp": 0}),
    case("K312", "some PNBP", penjualan={"omzet_rp": 1, "pnbp_rp": 1}),
    case("K312", "PNBP unknown", penjualan={"omzet_rp": 1}),
    case("K313", "over: more than turnover and a thousand", "2 omzet_rp", **_bagian(100000, 60000, 41001, None)),
    case("K313", "equal: a thousand more", **_bagian(100000, 60000, 41000, None)),
    case("K313", "capital kept: K308 asks", **_bagian(100000, 60000, 60000, 0)),
    case("K309", "under", penjualan={"premi_rp": 99, "omzet_rp": 100}),
    case("K310", "under", penjualan={"pnbp_rp": "99.99", "omzet_rp": 100}),
    case("K313", "under: less than turnover", **_bagian(100000, 60000, 39000, None)),
]
