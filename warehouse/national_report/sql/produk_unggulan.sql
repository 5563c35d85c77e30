-- Produk unggulan bulan itu menurut omzet; kosong berarti penjualannya belum dilaporkan, nol berarti tidak terjual.
select
    nama_produk,
    nama_upt,
    kanwil,
    kategori,
    kesiapan,
    kekurangan,
    jumlah_sertifikat,
    stok_galeri,
    satuan,
    harga_satuan_rp,
    omzet_rp,
    omzet_12_bulan_rp,
    tren_12_bulan_persen,
    bulan_lapor_penjualan,
    kode_upt,
    kode_produk,
    tepat_waktu,
    sebagian
from mart.produk_unggulan
where periode = $periode
order by omzet_rp desc nulls last, kode_upt, kode_produk
