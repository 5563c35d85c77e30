-- Produk yang dinyatakan siap galeri semestinya punya stok galeri.
select
    r._submission_id,
    r._sheet,
    r._row,
    'stok_galeri' as field
from produk as r
where r.siap_galeri and coalesce(r.stok_galeri, 0) = 0 and r.stok_galeri__asli is null
