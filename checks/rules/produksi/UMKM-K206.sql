-- Biaya bahan tanpa hasil produksi ditanyakan: mungkin volume belum diisi atau barang belum selesai.
select
    r._submission_id,
    r._sheet,
    r._row,
    'volume' as field
from produksi as r
where r.biaya_bahan_rp > 0 and r.volume = 0
