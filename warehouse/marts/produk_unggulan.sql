-- Produk unggulan setiap kantor wilayah dan kesiapannya untuk galeri nasional di Tangerang:
-- sertifikat, stok, harga, penjualan bulan itu, dan arah penjualan dalam dua belas bulan.
with unggulan as (
    select
        p.*,
        u.nama_upt,
        u.kanwil,
        u.tepat_waktu,
        u.sebagian,
        u.n_pengecualian,
        u.n_konfirmasi,
        b.awal_tanggal,
        nullif(trim(p.nomor_pirt), '') is not null as punya_pirt,
        nullif(trim(p.nomor_halal), '') is not null as punya_halal,
        nullif(trim(p.nomor_bpom), '') is not null as punya_bpom,
        nullif(trim(p.nomor_haki), '') is not null as punya_haki
    from core.produk as p
    inner join core.upt_bulanan as u on p.periode = u.periode and p.kode_upt = u.kode_upt
    inner join core.periode as b on p.periode = b.periode
    where p.unggulan
),

jual as (
    select
        s.kode_upt,
        s.kode_produk,
        s.periode,
        sum(s.volume) as volume,
        sum(s.omzet_rp) as omzet_rp
    from core.penjualan as s
    group by s.kode_upt, s.kode_produk, s.periode
),

setahun as (
    select
        n.kode_upt,
        n.kode_produk,
        n.periode,
        sum(j.omzet_rp) as omzet_12_bulan_rp,
        coalesce(sum(j.omzet_rp) filter (j.periode > strftime(n.awal_tanggal - interval 6 month, '%Y-%m')), 0) as omzet_6_bulan_rp,
        coalesce(sum(j.omzet_rp) filter (j.periode <= strftime(n.awal_tanggal - interval 6 month, '%Y-%m')), 0) as omzet_6_bulan_lalu_rp
    from (
        select distinct
            kode_upt,
            kode_produk,
            periode,
            awal_tanggal
        from unggulan
    ) as n
    inner join jual as j
        on
            n.kode_upt = j.kode_upt
            and n.kode_produk = j.kode_produk
            and j.periode >= strftime(n.awal_tanggal - interval 11 month, '%Y-%m')
            and j.periode <= n.periode
    group by n.kode_upt, n.kode_produk, n.periode
),

-- Berapa dari dua belas bulan itu penjualannya dilaporkan: tanpa itu, arah penjualan tidak dapat dibaca.
dilaporkan as (
    select
        n.kode_upt,
        n.periode,
        count(*) as bulan_lapor,
        bool_or(b.periode = n.periode) as lapor_bulan_ini
    from (
        select distinct
            kode_upt,
            periode,
            awal_tanggal
        from unggulan
    ) as n
    inner join core.publikasi_berlaku as b
        on
            n.kode_upt = b.kode_upt
            and b.dataset = 'penjualan'
            and b.periode >= strftime(n.awal_tanggal - interval 11 month, '%Y-%m')
            and b.periode <= n.periode
    group by n.kode_upt, n.periode
),

lapor as (
    select
        u.periode,
        u.kanwil,
        count(*) as upt_seharusnya,
        count(b.kode_upt) as upt_lapor_produk
    from core.upt_bulanan as u
    left join core.publikasi_berlaku as b
        on u.periode = b.periode and u.kode_upt = b.kode_upt and b.dataset = 'produk'
    group by u.periode, u.kanwil
)

select
    n.periode,
    n.kanwil,
    n.kode_upt,
    n.nama_upt,
    n.kode_produk,
    n.nama_produk,
    n.kategori,
    n.satuan,
    n.harga_satuan_rp,
    n.stok_galeri,
    n.siap_galeri,
    n.punya_pirt,
    n.punya_halal,
    n.punya_bpom,
    n.punya_haki,
    cast(n.punya_pirt as bigint) + cast(n.punya_halal as bigint) + cast(n.punya_bpom as bigint) + cast(n.punya_haki as bigint)
        as jumlah_sertifikat,
    case
        when n.siap_galeri is not true then 'belum'
        when
            n.stok_galeri > 0
            and n.harga_satuan_rp > 0
            and (n.punya_pirt or n.punya_halal or n.punya_bpom or n.punya_haki)
            then 'siap'
        else 'perlu_dilengkapi'
    end as kesiapan,
    nullif(
        concat_ws(
            ', ',
            if(n.siap_galeri is not true, 'pernyataan siap', null),
            if(coalesce(n.stok_galeri, 0) <= 0, 'stok galeri', null),
            if(coalesce(n.harga_satuan_rp, 0) <= 0, 'harga', null),
            if(not (n.punya_pirt or n.punya_halal or n.punya_bpom or n.punya_haki), 'sertifikat', null)
        ), ''
    ) as kekurangan,
    if(d.lapor_bulan_ini, coalesce(j.volume, 0), null) as volume_terjual,
    if(d.lapor_bulan_ini, coalesce(j.omzet_rp, 0), null) as omzet_rp,
    if(d.bulan_lapor > 0, coalesce(s.omzet_12_bulan_rp, 0), null) as omzet_12_bulan_rp,
    if(
        d.bulan_lapor = 12,
        cast(100 * (s.omzet_6_bulan_rp - s.omzet_6_bulan_lalu_rp) / nullif(s.omzet_6_bulan_lalu_rp, 0) as decimal(24, 2)),
        null
    ) as tren_12_bulan_persen,
    rank() over (
        partition by n.periode, n.kanwil
        order by if(d.bulan_lapor > 0, coalesce(s.omzet_12_bulan_rp, 0), null) desc nulls last
    ) as peringkat_kanwil,
    coalesce(d.bulan_lapor, 0) as bulan_lapor_penjualan,
    n.tepat_waktu,
    n.sebagian,
    n.n_pengecualian,
    n.n_konfirmasi,
    l.upt_lapor_produk,
    l.upt_seharusnya,
    cast(100 * l.upt_lapor_produk / l.upt_seharusnya as decimal(9, 2)) as melapor_persen
from unggulan as n
inner join lapor as l on n.periode = l.periode and n.kanwil = l.kanwil
left join dilaporkan as d on n.periode = d.periode and n.kode_upt = d.kode_upt
left join jual as j on n.periode = j.periode and n.kode_upt = j.kode_upt and n.kode_produk = j.kode_produk
left join setahun as s on n.periode = s.periode and n.kode_upt = s.kode_upt and n.kode_produk = s.kode_produk
order by n.periode, n.kanwil, peringkat_kanwil, n.kode_upt, n.kode_produk
