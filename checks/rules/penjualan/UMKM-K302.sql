-- Nama produk di Penjualan semestinya nama produk dengan kode itu di katalog; singkatan dan beda ejaan kecil dibiarkan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nama_produk' as field,
    p.nama_produk as expected
from penjualan as r
inner join rujukan_produk as p on r._submission_id = p._untuk and r.kode_produk = p.kode_produk
where
    not contains(lipat(p.nama_produk), lipat(r.nama_produk))
    and not contains(lipat(r.nama_produk), lipat(p.nama_produk))
    and jaro_winkler_similarity(lipat(r.nama_produk), lipat(p.nama_produk)) < 0.85
qualify row_number() over (partition by r._submission_id, r._sheet, r._row order by p._row) = 1
