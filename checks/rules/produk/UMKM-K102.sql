-- Pangan olahan unggulan semestinya punya sedikitnya satu izin: PIRT, halal, atau BPOM.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nomor_pirt' as field
from produk as r
where
    r.unggulan
    and r.kategori = 'pangan_olahan'
    and r.nomor_pirt is null
    and r.nomor_halal is null
    and r.nomor_bpom is null
