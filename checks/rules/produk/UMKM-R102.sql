-- Satuan produk semestinya sama dengan yang dilaporkan terakhir kali: satuan yang berganti membuat volume tak terbandingkan.
-- Satuan bukan ukuran, jadi tidak ada median; satu bulan sudah cukup untuk melihat bahwa satuannya berganti.
with terakhir as (
    select
        l._untuk,
        l.kode_produk,
        l.periode,
        l.satuan
    from riwayat_produk as l
    where l.satuan is not null
    qualify row_number() over (partition by l._untuk, l.kode_produk order by l.periode desc, l.satuan asc) = 1
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'satuan' as field,
    t.satuan || ' pada ' || t.periode as expected
from produk as r
inner join terakhir as t on r._submission_id = t._untuk and r.kode_produk = t.kode_produk
where lipat(r.satuan) <> lipat(t.satuan)
