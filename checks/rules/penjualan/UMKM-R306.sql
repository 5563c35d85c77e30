-- Harga jual nyata dibandingkan dengan semua UPT yang menjual produk bernama dan bersatuan sama selama dua belas bulan lalu.
-- Tiga kali harga tengah, dari sedikitnya enam UPT: mutu, ukuran, dan ongkos daerah sudah membuat beda dua kali (sagu di Maluku,
-- kopi di Jawa).
select
    r._submission_id,
    r._sheet,
    r._row,
    'omzet_rp' as field,
    'di ' || l.n_upt || ' UPT sekitar ' || cast(cast(l.tengah as decimal(38, 0)) as varchar) || ' setiap satuan' as expected
from penjualan as r
inner join rekan_penjualan as l
    on r._submission_id = l._untuk and lower(trim(r.nama_produk)) = l.nama and lower(trim(r.satuan)) = l.satuan and l.ukuran = 'harga'
where
    r.volume > 0
    and l.n_upt >= 6
    and (
        r.omzet_rp / r.volume > l.tengah + greatest(5 * 1.4826 * l.sebar, 2 * l.tengah)
        or r.omzet_rp / r.volume < least(l.tengah - 5 * 1.4826 * l.sebar, l.tengah / 3)
    )
