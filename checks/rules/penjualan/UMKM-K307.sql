-- Barang terjual tanpa omzet ditanyakan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'omzet_rp' as field
from penjualan as r
where r.volume > 0 and r.omzet_rp = 0
