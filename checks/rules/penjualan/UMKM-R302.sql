-- Jumlah omzet sebulan yang lebih dari tiga kali biasanya ditanyakan (bulan nihil = 0).
-- Tiga kali: jumlah seluruh produk lebih tenang daripada satu produk, tetapi satu pesanan mebel dapat melipatkannya dua kali.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'omzet_rp' as field,
    rapikan(cast(k.jumlah as varchar)) as value,
    biasanya(l.jumlah, 0) as expected
from omzet_kini('penjualan') as k
inner join omzet_lalu('penjualan') as l on k._submission_id = l._untuk
where k.jumlah > batas_atas(l.jumlah, 3)
