-- Katalog yang tinggal separuh dari biasanya ditanyakan: mungkin ada lembar atau halaman yang tertinggal.
-- Katalog berubah satu dua produk sebulan; yang hilang separuh sekaligus biasanya bagian yang tidak ikut tersalin.
with lalu as (
    select
        b._untuk,
        list(b.n_baris) as jumlah
    from riwayat_bagian as b
    where b.dataset = 'produk'
    group by b._untuk
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        count(*) as jumlah
    from produk as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'kode_produk' as field,
    cast(k.jumlah as varchar) as value,
    biasanya(l.jumlah, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk
where k.jumlah < batas_bawah(l.jumlah, 2)
