-- Produk unggulan harus punya harga jual di atas nol.
select
    r._submission_id,
    r._sheet,
    r._row,
    'harga_satuan_rp' as field
from produk as r
where r.unggulan and r.harga_satuan_rp = 0
