-- Produk unggulan menurut kategori: banyaknya, kesiapannya, sertifikatnya; nasional dan kantor wilayah.
select
    periode,
    if(grouping(kanwil) = 1, 'nasional', 'kanwil') as tingkat,
    kanwil,
    kategori,
    count(*) as produk,
    count(*) filter (kesiapan = 'siap') as produk_siap,
    count(*) filter (punya_pirt) as produk_pirt,
    count(*) filter (punya_halal) as produk_halal,
    count(*) filter (punya_bpom) as produk_bpom,
    count(*) filter (punya_haki) as produk_haki,
    count(distinct kode_upt) as upt,
    sum(omzet_rp) as omzet_rp,
    sum(omzet_12_bulan_rp) as omzet_12_bulan_rp
from mart.produk_unggulan
group by grouping sets ((periode, kategori), (periode, kanwil, kategori))
