-- Angka nasional setiap bulan dalam satu terbitan.
select
    periode,
    omzet_rp,
    pnbp_rp,
    premi_rp,
    produk_dibuat,
    wbp_bekerja_orang,
    hasil_panen_kg,
    upt_melapor
from mart.ringkasan_bulanan
where tingkat = 'nasional'
order by periode
