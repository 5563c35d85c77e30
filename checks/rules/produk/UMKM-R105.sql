-- Kode produk semestinya tetap milik produk yang sama: nama yang sama sekali lain dari laporan sebelumnya ditanyakan.
-- Batas kemiripan 0,7 membiarkan singkatan, tambahan keterangan, dan salah ketik; nama dua produk berlainan biasanya di bawah 0,6.
with terakhir as (
    select
        l._untuk,
        l.kode_produk,
        l.periode,
        l.nama_produk
    from riwayat_produk as l
    where l.nama_produk is not null
    qualify row_number() over (partition by l._untuk, l.kode_produk order by l.periode desc, l.nama_produk asc) = 1
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'nama_produk' as field,
    t.nama_produk || ' pada ' || t.periode as expected
from produk as r
inner join terakhir as t on r._submission_id = t._untuk and r.kode_produk = t.kode_produk
where
    jaro_winkler_similarity(lipat(r.nama_produk), lipat(t.nama_produk)) < 0.7
    and not contains(lipat(t.nama_produk), lipat(r.nama_produk))
    and not contains(lipat(r.nama_produk), lipat(t.nama_produk))
