-- Omzet nasional setiap triwulan, terhadap triwulan sebelumnya.
select
    rentang,
    bulan_tercakup,
    omzet_rp,
    omzet_thd_rentang_lalu_persen,
    melapor_persen
from mart.ringkasan_periode
where jenis = 'triwulan' and tingkat = 'nasional'
order by rentang
