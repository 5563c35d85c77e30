-- PNBP adalah bagian dari omzet dan tidak boleh melebihinya.
select
    r._submission_id,
    r._sheet,
    r._row,
    'pnbp_rp' as field,
    'paling banyak ' || rapikan(cast(r.omzet_rp as varchar)) as expected,
    cast(r.pnbp_rp as decimal(38, 2)) - r.omzet_rp as difference
from penjualan as r
where r.pnbp_rp > r.omzet_rp
