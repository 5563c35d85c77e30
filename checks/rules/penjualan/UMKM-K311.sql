-- Barang terjual semestinya tidak melebihi yang dibuat bulan ini ditambah stok galeri; disebut pada baris terakhir produk itu.
with barang as (
    select
        p._untuk,
        p.kode_produk,
        p.satuan,
        p.stok_galeri as jumlah,
        true as di_katalog
    from rujukan_produk as p
    union all
    select
        h._untuk,
        h.kode_produk,
        h.satuan,
        h.volume as jumlah,
        false as di_katalog
    from rujukan_produksi as h
),

tersedia as (
    select
        b._untuk,
        b.kode_produk,
        b.satuan,
        coalesce(sum(b.jumlah), 0) as jumlah
    from barang as b
    group by b._untuk, b.kode_produk, b.satuan
    having bool_or(b.di_katalog)
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'volume' as field,
    'paling banyak ' || rapikan(cast(t.jumlah as varchar)) as expected,
    sum(r.volume) over produk_itu - t.jumlah as difference
from penjualan as r
inner join tersedia as t on r._submission_id = t._untuk and r.kode_produk = t.kode_produk and r.satuan = t.satuan
window
    produk_itu as (partition by r._submission_id, r.kode_produk),
    dari_bawah as (partition by r._submission_id, r.kode_produk order by r._sheet desc, r._row desc)
qualify sum(r.volume) over produk_itu > t.jumlah and row_number() over dari_bawah = 1
