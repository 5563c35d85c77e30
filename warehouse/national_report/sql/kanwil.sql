-- Angka setiap kantor wilayah bulan itu, yang omzetnya terbesar dulu; yang tidak melapor di akhir.
select
    if(omzet_rp is null, null, rank() over (order by omzet_rp desc nulls last)) as peringkat,
    kanwil,
    omzet_rp,
    omzet_bulan_lalu_rp,
    omzet_thd_bulan_lalu_persen,
    pnbp_rp,
    premi_rp,
    produk_dibuat,
    hasil_panen_kg,
    wbp_bekerja_orang,
    omzet_per_wbp_rp,
    upt_seharusnya,
    upt_melapor,
    upt_nihil,
    upt_belum,
    upt_lapor_penjualan,
    melapor_persen,
    tepat_waktu_persen,
    upt_sebagian,
    n_pengecualian,
    n_konfirmasi
from mart.ringkasan_bulanan
where tingkat = 'kanwil' and periode = $periode
order by omzet_rp desc nulls last, kanwil
