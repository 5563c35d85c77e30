-- Harga satuan produk yang sama di semua UPT, menurut katalog dan menurut penjualan, dan mana yang jauh dari biasanya.
-- Pembandingnya median dan MAD semua UPT bulan itu, bukan rata-rata: satu harga yang salah tulis tidak menggesernya.
-- Sebaran = 1,4826 × MAD; pencilan bila lebih dari 5 sebaran dan dari separuh median jauhnya, dan sedikitnya enam UPT pembanding.
with katalog as (
    select
        periode,
        kode_upt,
        kode_produk,
        lower(trim(satuan)) as satuan,
        min(nama_produk) as nama_produk,
        median(harga_satuan_rp) filter (harga_satuan_rp > 0) as harga_katalog_rp
    from core.produk
    group by periode, kode_upt, kode_produk, lower(trim(satuan))
),

jual as (
    select
        periode,
        kode_upt,
        kode_produk,
        lower(trim(satuan)) as satuan,
        min(nama_produk) as nama_produk,
        sum(volume) filter (volume > 0 and omzet_rp > 0) as volume,
        sum(omzet_rp) filter (volume > 0 and omzet_rp > 0) as omzet_rp
    from core.penjualan
    group by periode, kode_upt, kode_produk, lower(trim(satuan))
),

nama_katalog as (
    select
        periode,
        kode_upt,
        kode_produk,
        min(nama_produk) as nama_produk
    from katalog
    group by periode, kode_upt, kode_produk
),

harga as (
    select
        coalesce(k.periode, j.periode) as periode,
        coalesce(k.kode_upt, j.kode_upt) as kode_upt,
        coalesce(k.kode_produk, j.kode_produk) as kode_produk,
        coalesce(k.satuan, j.satuan) as satuan,
        coalesce(k.nama_produk, n.nama_produk, j.nama_produk) as nama_produk,
        k.harga_katalog_rp,
        j.volume as volume_terjual,
        j.omzet_rp,
        j.omzet_rp / j.volume as harga_jual_rp
    from katalog as k
    full join jual as j
        on
            k.periode = j.periode
            and k.kode_upt = j.kode_upt
            and k.kode_produk = j.kode_produk
            and k.satuan is not distinct from j.satuan
    left join nama_katalog as n
        on j.periode = n.periode and j.kode_upt = n.kode_upt and j.kode_produk = n.kode_produk
),

bernama as (
    select
        *,
        lower(trim(nama_produk)) as nama_banding
    from harga
    where harga_katalog_rp is not null or harga_jual_rp is not null
),

-- Satu suara setiap UPT, berapa pun kode produknya yang bernama sama.
suara as (
    select
        periode,
        nama_banding,
        satuan,
        kode_upt,
        median(harga_katalog_rp) as harga_katalog_rp,
        median(harga_jual_rp) as harga_jual_rp
    from bernama
    group by periode, nama_banding, satuan, kode_upt
),

biasa as (
    select
        periode,
        nama_banding,
        satuan,
        count(harga_katalog_rp) as upt_banding_katalog,
        count(harga_jual_rp) as upt_banding_jual,
        median(harga_katalog_rp) as harga_katalog_median_rp,
        mad(harga_katalog_rp) as harga_katalog_mad_rp,
        median(harga_jual_rp) as harga_jual_median_rp,
        mad(harga_jual_rp) as harga_jual_mad_rp
    from suara
    group by periode, nama_banding, satuan
),

lapor as (
    select
        u.periode,
        count(*) as upt_seharusnya,
        count(*) filter (b.lapor_produk) as upt_lapor_produk,
        count(*) filter (b.lapor_penjualan) as upt_lapor_penjualan,
        count(*) filter (b.kode_upt is not null) as upt_melapor_harga
    from core.upt_bulanan as u
    left join (
        select
            kode_upt,
            periode,
            bool_or(dataset = 'produk') as lapor_produk,
            bool_or(dataset = 'penjualan') as lapor_penjualan
        from core.publikasi_berlaku
        where dataset in ('produk', 'penjualan')
        group by kode_upt, periode
    ) as b on u.periode = b.periode and u.kode_upt = b.kode_upt
    group by u.periode
)

select
    h.periode,
    h.kode_upt,
    u.nama_upt,
    u.kanwil,
    u.kode_provinsi,
    h.kode_produk,
    h.nama_produk,
    h.satuan,
    cast(h.harga_katalog_rp as decimal(24, 2)) as harga_katalog_rp,
    cast(h.harga_jual_rp as decimal(24, 2)) as harga_jual_rp,
    h.volume_terjual,
    h.omzet_rp,
    try_cast(100 * (h.harga_jual_rp - h.harga_katalog_rp) / h.harga_katalog_rp as decimal(18, 2)) as jual_thd_katalog_persen,
    cast(b.harga_katalog_median_rp as decimal(24, 2)) as harga_katalog_median_rp,
    cast(b.harga_katalog_mad_rp as decimal(24, 2)) as harga_katalog_mad_rp,
    b.upt_banding_katalog,
    try_cast(
        100 * (h.harga_katalog_rp - b.harga_katalog_median_rp) / b.harga_katalog_median_rp as decimal(18, 2)
    ) as katalog_thd_median_persen,
    if(
        b.upt_banding_katalog >= 6,
        abs(h.harga_katalog_rp - b.harga_katalog_median_rp)
        > greatest(5 * 1.4826 * b.harga_katalog_mad_rp, 0.5 * b.harga_katalog_median_rp),
        null
    ) as pencilan_katalog,
    cast(b.harga_jual_median_rp as decimal(24, 2)) as harga_jual_median_rp,
    cast(b.harga_jual_mad_rp as decimal(24, 2)) as harga_jual_mad_rp,
    b.upt_banding_jual,
    try_cast(
        100 * (h.harga_jual_rp - b.harga_jual_median_rp) / b.harga_jual_median_rp as decimal(18, 2)
    ) as jual_thd_median_persen,
    if(
        b.upt_banding_jual >= 6,
        abs(h.harga_jual_rp - b.harga_jual_median_rp)
        > greatest(5 * 1.4826 * b.harga_jual_mad_rp, 0.5 * b.harga_jual_median_rp),
        null
    ) as pencilan_jual,
    l.upt_seharusnya,
    l.upt_lapor_produk,
    l.upt_lapor_penjualan,
    l.upt_seharusnya - l.upt_melapor_harga as upt_belum,
    cast(100 * l.upt_melapor_harga / l.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    u.tepat_waktu,
    u.sebagian,
    u.n_pengecualian,
    u.n_konfirmasi
from bernama as h
inner join biasa as b
    on
        h.periode = b.periode
        and h.nama_banding is not distinct from b.nama_banding
        and h.satuan is not distinct from b.satuan
inner join core.upt_bulanan as u on h.periode = u.periode and h.kode_upt = u.kode_upt
inner join lapor as l on h.periode = l.periode
order by h.periode, h.nama_banding, h.satuan, h.kode_upt, h.kode_produk
