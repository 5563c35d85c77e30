-- Premi, PNBP, dan modal bila dijumlahkan semestinya sama dengan omzet; selisih sampai 5 % atau Rp1.000 dibiarkan.
with bagian_hasil as (
    select
        r.*,
        cast(r.premi_rp as decimal(38, 2)) + r.pnbp_rp + r.modal_rp as jumlah
    from penjualan as r
    where r.premi_rp <= r.omzet_rp and r.pnbp_rp <= r.omzet_rp
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'omzet_rp' as field,
    b.jumlah as expected,
    b.omzet_rp - b.jumlah as difference
from bagian_hasil as b
where abs(b.omzet_rp - b.jumlah) > greatest(cast(b.omzet_rp as decimal(38, 2)) * 0.05, 1000)
