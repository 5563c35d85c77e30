-- Satuan di Penjualan semestinya sama dengan satuan produk itu di katalog.
select
    r._submission_id,
    r._sheet,
    r._row,
    'satuan' as field,
    p.satuan as expected
from penjualan as r
inner join rujukan_produk as p on r._submission_id = p._untuk and r.kode_produk = p.kode_produk
where r.satuan <> p.satuan
qualify row_number() over (partition by r._submission_id, r._sheet, r._row order by p._row) = 1
