-- Omzet tanpa barang terjual tidak mungkin: bila volume 0, omzet juga 0.
select
    r._submission_id,
    r._sheet,
    r._row,
    'volume' as field
from penjualan as r
where r.volume = 0 and r.omzet_rp > 0
