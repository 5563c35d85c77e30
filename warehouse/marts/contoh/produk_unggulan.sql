-- Produk unggulan yang siap untuk galeri nasional.
select
    kanwil,
    nama_upt,
    nama_produk,
    harga_satuan_rp,
    stok_galeri,
    satuan
from mart.produk_unggulan
where
    periode = (select max(p.periode) from mart.produk_unggulan as p)
    and kesiapan = 'siap'
order by kanwil, peringkat_kanwil
