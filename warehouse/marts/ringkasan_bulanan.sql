-- Omzet, PNBP, premi, hasil, dan warga binaan yang bekerja: setiap bulan, nasional dan menurut kantor wilayah,
-- dibandingkan dengan bulan lalu, tahun lalu, dan target. Kosong berarti tidak ada yang melapor; nol berarti nihil.
with lapor as (
    select
        periode,
        kode_upt,
        bool_or(dataset = 'penjualan') as penjualan,
        bool_or(dataset = 'produksi') as produksi,
        bool_or(dataset = 'tenaga_kerja') as tenaga_kerja,
        bool_or(dataset = 'panen') as panen
    from core.publikasi_berlaku
    group by periode, kode_upt
),

-- Satu baris setiap UPT dan bulan: nol bila bagiannya dilaporkan nihil, kosong bila belum dilaporkan.
kantor as (
    select
        u.*,
        coalesce(l.penjualan, false) as lapor_penjualan,
        coalesce(l.produksi, false) as lapor_produksi,
        coalesce(l.tenaga_kerja, false) as lapor_tenaga_kerja,
        coalesce(l.panen, false) as lapor_panen,
        if(l.penjualan, coalesce(a.omzet_rp, 0), null) as omzet_rp,
        if(l.penjualan, coalesce(a.pnbp_rp, 0), null) as pnbp_rp,
        if(l.penjualan, coalesce(a.premi_rp, 0), null) as premi_rp,
        if(l.produksi, coalesce(a.produk_dibuat, 0), null) as produk_dibuat,
        if(l.tenaga_kerja, coalesce(a.wbp_bekerja_orang, 0), null) as wbp_bekerja_orang,
        if(l.panen, coalesce(a.hasil_panen_kg, 0), null) as hasil_panen_kg
    from core.upt_bulanan as u
    left join lapor as l on u.periode = l.periode and u.kode_upt = l.kode_upt
    left join core.angka_upt as a on u.periode = a.periode and u.kode_upt = a.kode_upt
),

jumlah as (
    select
        periode,
        if(grouping(kanwil) = 1, 'nasional', 'kanwil') as tingkat,
        kanwil,
        sum(omzet_rp) as omzet_rp,
        sum(pnbp_rp) as pnbp_rp,
        sum(premi_rp) as premi_rp,
        sum(produk_dibuat) as produk_dibuat,
        sum(hasil_panen_kg) as hasil_panen_kg,
        sum(wbp_bekerja_orang) as wbp_bekerja_orang,
        sum(omzet_rp) filter (lapor_tenaga_kerja) as omzet_pekerja_rp,
        sum(wbp_bekerja_orang) filter (lapor_penjualan) as pekerja_omzet_orang,
        count(*) as upt_seharusnya,
        count(*) filter (melapor) as upt_melapor,
        count(*) filter (nihil) as upt_nihil,
        count(*) filter (lapor_penjualan) as upt_lapor_penjualan,
        count(*) filter (lapor_produksi) as upt_lapor_produksi,
        count(*) filter (lapor_tenaga_kerja) as upt_lapor_tenaga_kerja,
        count(*) filter (lapor_panen) as upt_lapor_panen,
        count(*) filter (tepat_waktu) as upt_tepat_waktu,
        count(*) filter (sebagian) as upt_sebagian,
        sum(n_pengecualian) as n_pengecualian,
        sum(n_konfirmasi) as n_konfirmasi
    from kantor
    group by grouping sets ((periode), (periode, kanwil))
),

-- Target nasional hanya ada bila setiap kantor wilayah punya target tahun itu.
target as (
    select
        tahun,
        if(grouping(kanwil) = 1, 'nasional', 'kanwil') as tingkat,
        kanwil,
        sum(target_rp) as target_pnbp_rp
    from core.target_pnbp
    group by grouping sets ((tahun), (tahun, kanwil))
    having grouping(kanwil) = 0 or count(distinct kanwil) = (select count(*) from core.kanwil)
)

select
    j.periode,
    j.tingkat,
    j.kanwil,
    j.omzet_rp,
    j.pnbp_rp,
    j.premi_rp,
    cast(j.produk_dibuat as bigint) as produk_dibuat,
    j.hasil_panen_kg,
    cast(j.wbp_bekerja_orang as bigint) as wbp_bekerja_orang,
    cast(j.omzet_pekerja_rp / nullif(j.pekerja_omzet_orang, 0) as decimal(24, 2)) as omzet_per_wbp_rp,
    b.omzet_rp as omzet_bulan_lalu_rp,
    b.pnbp_rp as pnbp_bulan_lalu_rp,
    b.premi_rp as premi_bulan_lalu_rp,
    b.hasil_panen_kg as hasil_panen_bulan_lalu_kg,
    cast(b.wbp_bekerja_orang as bigint) as wbp_bekerja_bulan_lalu_orang,
    t.omzet_rp as omzet_tahun_lalu_rp,
    t.pnbp_rp as pnbp_tahun_lalu_rp,
    t.premi_rp as premi_tahun_lalu_rp,
    t.hasil_panen_kg as hasil_panen_tahun_lalu_kg,
    cast(t.wbp_bekerja_orang as bigint) as wbp_bekerja_tahun_lalu_orang,
    cast(100 * (j.omzet_rp - b.omzet_rp) / nullif(b.omzet_rp, 0) as decimal(24, 2)) as omzet_thd_bulan_lalu_persen,
    cast(100 * (j.omzet_rp - t.omzet_rp) / nullif(t.omzet_rp, 0) as decimal(24, 2)) as omzet_thd_tahun_lalu_persen,
    sum(j.pnbp_rp) over (
        partition by j.tingkat, j.kanwil, p.tahun
        order by j.periode
    ) as pnbp_tahun_berjalan_rp,
    g.target_pnbp_rp as target_pnbp_setahun_rp,
    cast(
        100 * sum(j.pnbp_rp) over (
            partition by j.tingkat, j.kanwil, p.tahun
            order by j.periode
        ) / nullif(g.target_pnbp_rp, 0) as decimal(24, 2)
    ) as capaian_target_persen,
    j.upt_seharusnya,
    j.upt_melapor,
    j.upt_nihil,
    j.upt_seharusnya - j.upt_melapor as upt_belum,
    j.upt_lapor_penjualan,
    j.upt_lapor_produksi,
    j.upt_lapor_tenaga_kerja,
    j.upt_lapor_panen,
    cast(100 * j.upt_melapor / j.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    j.upt_tepat_waktu,
    cast(100 * j.upt_tepat_waktu / nullif(j.upt_melapor, 0) as decimal(9, 2)) as tepat_waktu_persen,
    j.upt_sebagian,
    cast(j.n_pengecualian as bigint) as n_pengecualian,
    cast(j.n_konfirmasi as bigint) as n_konfirmasi
from jumlah as j
inner join core.periode as p on j.periode = p.periode
left join jumlah as b
    on p.periode_bulan_lalu = b.periode and j.tingkat = b.tingkat and j.kanwil is not distinct from b.kanwil
left join jumlah as t
    on p.periode_tahun_lalu = t.periode and j.tingkat = t.tingkat and j.kanwil is not distinct from t.kanwil
left join target as g
    on p.tahun = g.tahun and j.tingkat = g.tingkat and j.kanwil is not distinct from g.kanwil
order by j.periode, j.tingkat desc, j.kanwil
