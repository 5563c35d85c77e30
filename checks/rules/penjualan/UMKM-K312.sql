-- Penjualan tanpa PNBP dicatat: hasil kegiatan kerja lazimnya disetor sebagian.
select
    r._submission_id,
    r._sheet,
    r._row,
    'pnbp_rp' as field
from penjualan as r
where r.omzet_rp > 0 and r.pnbp_rp = 0
