-- Setiap kantor wilayah: berapa produk unggulannya siap untuk galeri nasional, perlu dilengkapi, atau belum siap.
select
    kanwil,
    count(*) filter (where kesiapan = 'siap') as siap,
    count(*) filter (where kesiapan = 'perlu_dilengkapi') as perlu_dilengkapi,
    count(*) filter (where kesiapan = 'belum') as belum,
    count(*) as produk,
    sum(omzet_rp) as omzet_rp,
    max(upt_lapor_produk) as upt_lapor_produk,
    max(upt_seharusnya) as upt_seharusnya
from mart.produk_unggulan
where periode = $periode
group by kanwil
order by siap desc, produk desc, kanwil
