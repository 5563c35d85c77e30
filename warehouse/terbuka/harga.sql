-- Harga tengah produk yang sama, hanya dari lima UPT atau lebih: dari yang kurang, harganya harga UPT tertentu.
select
    periode,
    lower(trim(nama_produk)) as nama_produk,
    satuan,
    count(distinct kode_upt) as upt,
    if(max(upt_banding_katalog) >= 5, max(harga_katalog_median_rp), null) as harga_katalog_median_rp,
    max(upt_banding_katalog) as upt_banding_katalog,
    if(max(upt_banding_jual) >= 5, max(harga_jual_median_rp), null) as harga_jual_median_rp,
    max(upt_banding_jual) as upt_banding_jual
from mart.harga
where nama_produk is not null
group by periode, lower(trim(nama_produk)), satuan
having count(distinct kode_upt) >= 5
