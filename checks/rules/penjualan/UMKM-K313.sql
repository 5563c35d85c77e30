-- Bila modal tidak dicatat, premi ditambah PNBP semestinya tidak melebihi omzet; selisih sampai Rp1.000 dibiarkan.
with bagian_hasil as (
    select
        r.*,
        cast(r.premi_rp as decimal(38, 2)) + r.pnbp_rp as jumlah
    from penjualan as r
    where r.modal_rp is null and r.premi_rp <= r.omzet_rp and r.pnbp_rp <= r.omzet_rp
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'omzet_rp' as field,
    'sedikitnya ' || rapikan(cast(b.jumlah as varchar)) as expected,
    b.omzet_rp - b.jumlah as difference
from bagian_hasil as b
where b.jumlah - b.omzet_rp > 1000
