-- Kode produk di Penjualan harus ada di katalog Produk UPT pada bulan yang sama.
select
    r._submission_id,
    r._sheet,
    r._row,
    'kode_produk' as field
from penjualan as r
where
    r.kode_produk is not null
    and not exists (
        select 1
        from rujukan_produk as p
        where p._untuk = r._submission_id and replace(lipat(p.kode_produk), ' ', '') = replace(lipat(r.kode_produk), ' ', '')
    )
