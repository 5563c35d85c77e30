-- Jumlah omzet sebulan yang kurang dari seperempat biasanya ditanyakan (bulan nihil = 0).
-- Seperempat: bulan sepi turun menjadi separuh; yang kurang dari seperempat biasanya kanal atau halaman yang tertinggal, atau
-- ditulis dalam ribuan.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'omzet_rp' as field,
    rapikan(cast(k.jumlah as varchar)) as value,
    biasanya(l.jumlah, 0) as expected
from omzet_kini('penjualan') as k
inner join omzet_lalu('penjualan') as l on k._submission_id = l._untuk
where k.jumlah < batas_bawah(l.jumlah, 4)
