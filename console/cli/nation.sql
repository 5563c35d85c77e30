-- Sepuluh kantor wilayah dengan omzet terbesar pada satu bulan.
select
    kanwil,
    upt_melapor,
    omzet_rp,
    pnbp_rp,
    wbp_bekerja_orang
from mart.ringkasan_bulanan
where periode = $periode and tingkat = 'kanwil'
order by omzet_rp desc
limit 10
