-- Untuk produk unggulan, kesiapan galeri sebaiknya dinyatakan ya atau tidak.
select
    r._submission_id,
    r._sheet,
    r._row,
    'siap_galeri' as field
from produk as r
where r.unggulan and r.siap_galeri is null and r.siap_galeri__asli is null
