"""Where the threshold of similar headings comes from: names of the contracts, disturbed, against everything else."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.simulate.office_spellings import misspelt
from sources.assignment import best_pairs
from sources.contract_loader import fold, load_contracts
from sources.similar_headings import AHEAD, CERTAIN, plain, similarity

CONTRACTS = load_contracts()
FOREIGN = """
Alamat;Keterangan;Nomor Register;Nama WBP;Nama Narapidana;Tanggal Lahir;Umur;Pendidikan;Agama;Blok;Kamar;Lama Pidana;
Jabatan;NIP;Pangkat;Golongan;Jumlah Siswa;Realisasi;Target;Capaian;Persentase;Saldo Awal;Saldo Akhir;Stok Awal;
Harga Beli;Harga Pokok;HPP;Laba;Laba Bersih;Laba Kotor;Pajak;PPN;Diskon;Ongkos Kirim;Biaya Kirim;Tenaga Ahli;
Jumlah Alat;Nama Alat;Merk;Tahun Perolehan;Kondisi;Lokasi;Luas Bangunan;Tanggal Rapat;Nilai Kontrak;Volume Retur;
Target Produksi;Target Penjualan;Rencana Panen;Tanggal Tanam;Jumlah Bibit;Umur Tanaman;Pakan;Nama Petugas;
Omzet Bulan Lalu;Omzet Tahun Lalu;Omzet Kumulatif;Piutang;Simpanan;Premi Bulan Lalu;Jam Kerja;PNBP s.d. Bulan Ini
"""


def disturbed(name, chance):
    """A name as people change it."""
    yield misspelt(name, chance)
    if len(name) > 12:
        yield misspelt(name, chance, slips=2)
    if " " in name:
        yield " ".join(reversed(name.split()))
    yield f"{name} Bulan Ini"
    yield name.replace("Jumlah", "Jml").replace("Tanggal", "Tgl").replace("Volume", "Vol").replace("Kode", "Kd")


def taken_for(heading, contract):
    ranked = sorted(((similarity(heading, c), c.name) for c in contract.own_columns), reverse=True)
    (best, name), (second, _) = ranked[:2]
    return name if best >= CERTAIN and best - second >= AHEAD else None


def test_disturbed_names_are_seen_through_and_none_is_taken_for_another_column():
    chance, ends, wrong = Random(5), Counter[str](), []
    for contract in CONTRACTS.datasets.values():
        known = {fold(n) for c in contract.own_columns for n in c.names}
        for column in contract.own_columns:
            for heading in (h for name in column.names for h in disturbed(name, chance) if fold(h) not in known):
                found = taken_for(heading, contract)
                ends["right" if found == column.name else "open" if found is None else "wrong"] += 1
                wrong += [(heading, found)] if found not in (None, column.name) else []
    assert ends.total() > 1500
    assert wrong == []
    assert ends["right"] >= 0.85 * ends.total()


def test_headings_of_other_things_are_left_open():
    own = {n for c in CONTRACTS.datasets.values() for x in c.own_columns for n in x.names}
    others = [h.strip() for h in FOREIGN.replace("\n", "").split(";")]
    known = {c.name: {plain(n) for x in c.own_columns for n in x.names} for c in CONTRACTS.datasets.values()}
    taken = [
        (contract.name, heading, found)
        for contract in CONTRACTS.datasets.values()
        for heading in (*others, *own)
        if plain(heading) not in known[contract.name] and (found := taken_for(heading, contract)) is not None
    ]
    # Its names say "Hasil Penjualan (Rp)" for the same thing.
    assert taken == [("panen", "Hasil Penjualan", "nilai_rp")]


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_pairs_weigh_as_much_as_any_pairing_can(weights):
    pairs = best_pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    best = max(sum(weights[i][j] for i, j in enumerate(order)) for order in permutations(range(4), len(weights)))
    assert sum(weights[i][j] for i, j in pairs.items()) == best


@pytest.mark.parametrize("weights", [[], [[]], [[0, 0]]])
def test_nothing_to_pair(weights):
    assert best_pairs(weights) == {}
