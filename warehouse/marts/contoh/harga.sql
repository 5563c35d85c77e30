-- Produk yang harga jualnya jauh dari biasanya pada bulan terakhir.
select
    nama_produk,
    satuan,
    nama_upt,
    harga_jual_rp,
    harga_jual_median_rp,
    upt_banding_jual
from mart.harga
where periode = (select max(h.periode) from mart.harga as h) and pencilan_jual
order by nama_produk, nama_upt
