-- Penjualan sebuah produk yang lebih dari tiga kali biasanya ditanyakan, semua kanal dijumlahkan (bulan tanpa penjualan = 0);
-- disebut pada baris terbesar.
-- Tiga kali: hari raya dan pameran menaikkan penjualan sampai sekitar dua kali; salah nol atau salah satuan menaikkannya sepuluh
-- kali.
select
    k._submission_id,
    k._sheet,
    k._row,
    'volume' as field,
    biasanya(l.volume, 1) as expected
from volume_kini('penjualan') as k
inner join volume_lalu('penjualan') as l
    on k._submission_id = l._untuk and k.kode_produk = l.kode_produk and k.satuan = l.satuan
where k.volume > batas_atas(l.volume, 3)
