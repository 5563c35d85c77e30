-- Katalog yang tinggal separuh dari biasanya ditanyakan: mungkin ada lembar atau halaman yang tertinggal.
-- Katalog berubah satu dua produk sebulan; yang hilang separuh sekaligus biasanya bagian yang tidak ikut tersalin.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'kode_produk' as field,
    cast(k.jumlah as varchar) as value,
    biasanya(l.jumlah, 0) as expected
from baris_kini('produk') as k
inner join baris_lalu('produk') as l on k._submission_id = l._untuk
where k.jumlah < batas_bawah(l.jumlah, 2)
