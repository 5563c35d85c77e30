-- Banyaknya UPT menurut keadaan penjualan, nasional dan kantor wilayah.
select
    periode,
    if(grouping(kanwil) = 1, 'nasional', 'kanwil') as tingkat,
    kanwil,
    keadaan,
    count(*) as upt,
    sum(omzet_rp) as omzet_rp,
    sum(pnbp_rp) as pnbp_rp,
    sum(premi_rp) as premi_rp
from mart.peringkat_upt
group by grouping sets ((periode, keadaan), (periode, kanwil, keadaan))
