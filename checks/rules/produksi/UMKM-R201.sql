-- Hasil produksi yang lebih dari tiga kali biasanya ditanyakan, dibandingkan dengan bulan-bulan lalu produk itu (bulan tanpa hasil
-- = 0).
-- Tiga kali: bulan puasa, tahun ajaran, dan pameran menaikkan hasil sampai sekitar dua kali; salah nol atau salah satuan
-- menaikkannya sepuluh kali.
select
    k._submission_id,
    k._sheet,
    k._row,
    'volume' as field,
    biasanya(l.volume, 1) as expected
from volume_kini('produksi') as k
inner join volume_lalu('produksi') as l
    on k._submission_id = l._untuk and k.kode_produk = l.kode_produk and k.satuan = l.satuan
where k.volume > batas_atas(l.volume, 3)
