-- Produk yang tercantum dalam enam laporan terakhir semestinya masih ada di katalog; yang hilang disebut satu per satu.
-- Enam laporan: sama dengan pengamatan paling sedikit bagi aturan riwayat lain; produk musiman yang hilang timbul tidak ditanyakan.
with tetap as (
    select
        l._untuk,
        replace(lipat(l.kode_produk), ' ', '') as kode,
        arg_max(l.kode_produk, l.periode) as kode_produk
    from riwayat_produk as l
    inner join enam_terakhir('produk') as u on l._untuk = u._untuk and l.periode = u.periode
    group by l._untuk, replace(lipat(l.kode_produk), ' ', '')
    having count(distinct l.periode) >= 6
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        list(replace(lipat(r.kode_produk), ' ', '')) as kode
    from produk as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'kode_produk' as field,
    t.kode_produk as value
from kini as k
inner join tetap as t on k._submission_id = t._untuk
where not list_contains(k.kode, t.kode)
