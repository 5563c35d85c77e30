-- Setiap UPT bulan itu menurut omzet; yang tidak melapor di akhir, tanpa peringkat.
select
    peringkat_omzet,
    nama_upt,
    kanwil,
    kode_upt,
    keadaan,
    omzet_rp,
    pnbp_rp,
    premi_rp,
    wbp_bekerja_orang,
    omzet_per_wbp_rp,
    peringkat_omzet_per_wbp,
    omzet_bulan_lalu_rp,
    omzet_thd_bulan_lalu_persen,
    naik_peringkat,
    bulan_tanpa_penjualan,
    bulan_tanpa_laporan,
    tepat_waktu,
    sebagian,
    n_pengecualian,
    n_konfirmasi
from mart.peringkat_upt
where periode = $periode
order by peringkat_omzet nulls last, kanwil, nama_upt
