-- Omzet nasional setiap bulan, dan berapa UPT di baliknya.
select
    periode,
    omzet_rp,
    omzet_thd_bulan_lalu_persen,
    upt_lapor_penjualan,
    melapor_persen
from mart.ringkasan_bulanan
where tingkat = 'nasional'
order by periode
