-- Angka utama setiap triwulan dan tahun, dari nasional sampai satu UPT, terhadap rentang sebelumnya, tahun lalu, dan target.
-- Perubahan hanya dihitung terhadap rentang yang bulannya sama banyak: triwulan yang baru berjalan tidak disandingkan dengan yang penuh.
with lapor as (
    select
        kode_upt,
        periode,
        bool_or(dataset = 'penjualan') as penjualan,
        bool_or(dataset = 'panen') as panen
    from core.publikasi_berlaku
    group by kode_upt, periode
),

kantor as (
    select
        u.*,
        b.tahun,
        b.triwulan,
        coalesce(l.penjualan, false) as lapor_penjualan,
        coalesce(l.panen, false) as lapor_panen,
        if(l.penjualan, coalesce(a.omzet_rp, 0), null) as omzet_rp,
        if(l.penjualan, coalesce(a.pnbp_rp, 0), null) as pnbp_rp,
        if(l.penjualan, coalesce(a.premi_rp, 0), null) as premi_rp,
        if(l.panen, coalesce(a.hasil_panen_kg, 0), null) as hasil_panen_kg
    from core.upt_bulanan as u
    inner join core.periode as b on u.periode = b.periode
    left join lapor as l on u.periode = l.periode and u.kode_upt = l.kode_upt
    left join core.angka_upt as a on u.periode = a.periode and u.kode_upt = a.kode_upt
),

jumlah as (
    select
        if(grouping(triwulan) = 0, 'triwulan', 'tahun') as jenis,
        tahun,
        triwulan,
        case
            when grouping(kode_upt) = 0 then 'upt'
            when grouping(kode_provinsi) = 0 then 'provinsi'
            when grouping(kanwil) = 0 then 'kanwil'
            else 'nasional'
        end as tingkat,
        kanwil,
        kode_provinsi,
        kode_upt,
        if(grouping(kode_upt) = 0, max_by(nama_upt, periode), null) as nama_upt,
        if(grouping(triwulan) = 0, tahun * 4 + triwulan, tahun) as urutan,
        if(grouping(triwulan) = 0, 4, 1) as setahun,
        count(distinct periode) as bulan_tercakup,
        sum(omzet_rp) as omzet_rp,
        sum(pnbp_rp) as pnbp_rp,
        sum(premi_rp) as premi_rp,
        sum(hasil_panen_kg) as hasil_panen_kg,
        count(distinct kode_upt) as upt_seharusnya,
        count(distinct kode_upt) filter (melapor) as upt_melapor,
        count(*) as laporan_seharusnya,
        count(*) filter (melapor) as laporan_masuk,
        count(*) filter (nihil) as laporan_nihil,
        count(*) filter (lapor_penjualan) as laporan_penjualan,
        count(*) filter (lapor_panen) as laporan_panen,
        count(*) filter (tepat_waktu) as laporan_tepat_waktu,
        count(*) filter (sebagian) as laporan_sebagian,
        sum(n_pengecualian) as n_pengecualian,
        sum(n_konfirmasi) as n_konfirmasi
    from kantor
    group by
        grouping sets (
            (tahun), (tahun, kanwil), (tahun, kanwil, kode_provinsi), (tahun, kanwil, kode_provinsi, kode_upt),
            (tahun, triwulan), (tahun, triwulan, kanwil), (tahun, triwulan, kanwil, kode_provinsi),
            (tahun, triwulan, kanwil, kode_provinsi, kode_upt)
        )
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
    j.jenis,
    j.tahun || if(j.jenis = 'triwulan', '-T' || j.triwulan, '') as rentang,
    j.tahun,
    j.triwulan,
    j.tingkat,
    j.kanwil,
    j.kode_provinsi,
    j.kode_upt,
    j.nama_upt,
    j.bulan_tercakup,
    j.omzet_rp,
    j.pnbp_rp,
    j.premi_rp,
    j.hasil_panen_kg,
    b.omzet_rp as omzet_rentang_lalu_rp,
    b.pnbp_rp as pnbp_rentang_lalu_rp,
    b.hasil_panen_kg as hasil_panen_rentang_lalu_kg,
    t.omzet_rp as omzet_tahun_lalu_rp,
    t.pnbp_rp as pnbp_tahun_lalu_rp,
    t.hasil_panen_kg as hasil_panen_tahun_lalu_kg,
    cast(
        100 * if(j.bulan_tercakup = b.bulan_tercakup, j.omzet_rp - b.omzet_rp, null) / nullif(b.omzet_rp, 0) as decimal(24, 2)
    ) as omzet_thd_rentang_lalu_persen,
    cast(
        100 * if(j.bulan_tercakup = t.bulan_tercakup, j.omzet_rp - t.omzet_rp, null) / nullif(t.omzet_rp, 0) as decimal(24, 2)
    ) as omzet_thd_tahun_lalu_persen,
    g.target_pnbp_rp as target_pnbp_setahun_rp,
    cast(100 * j.pnbp_rp / nullif(g.target_pnbp_rp, 0) as decimal(24, 2)) as capaian_target_persen,
    j.upt_seharusnya,
    j.upt_melapor,
    j.laporan_seharusnya,
    j.laporan_masuk,
    j.laporan_nihil,
    j.laporan_seharusnya - j.laporan_masuk as laporan_belum,
    j.laporan_penjualan,
    j.laporan_panen,
    cast(100 * j.laporan_masuk / j.laporan_seharusnya as decimal(9, 2)) as melapor_persen,
    j.laporan_tepat_waktu,
    cast(100 * j.laporan_tepat_waktu / nullif(j.laporan_masuk, 0) as decimal(9, 2)) as tepat_waktu_persen,
    j.laporan_sebagian,
    cast(j.n_pengecualian as bigint) as n_pengecualian,
    cast(j.n_konfirmasi as bigint) as n_konfirmasi
from jumlah as j
left join jumlah as b
    on
        j.jenis = b.jenis
        and j.urutan = b.urutan + 1
        and j.tingkat = b.tingkat
        and j.kanwil is not distinct from b.kanwil
        and j.kode_provinsi is not distinct from b.kode_provinsi
        and j.kode_upt is not distinct from b.kode_upt
left join jumlah as t
    on
        j.jenis = t.jenis
        and j.urutan = t.urutan + t.setahun
        and j.tingkat = t.tingkat
        and j.kanwil is not distinct from t.kanwil
        and j.kode_provinsi is not distinct from t.kode_provinsi
        and j.kode_upt is not distinct from t.kode_upt
left join target as g
    on j.jenis = 'tahun' and j.tahun = g.tahun and j.tingkat = g.tingkat and j.kanwil is not distinct from g.kanwil
order by j.jenis, j.tahun, j.triwulan, j.tingkat, j.kanwil, j.kode_provinsi, j.kode_upt
