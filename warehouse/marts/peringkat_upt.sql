-- UPT mana yang memimpin dan mana yang diam: omzet, PNBP, dan premi, seluruhnya dan per warga binaan yang bekerja,
-- dengan peringkat nasional dan di kantor wilayahnya. Yang belum melapor tidak diberi peringkat: kosong, bukan nol.
with lapor as (
    select
        periode,
        kode_upt,
        bool_or(dataset = 'penjualan') as penjualan,
        bool_or(dataset = 'produksi') as produksi,
        bool_or(dataset = 'tenaga_kerja') as tenaga_kerja
    from core.publikasi_berlaku
    group by periode, kode_upt
),

-- Bulan yang kewajibannya tercatat; di dalamnya, UPT tanpa baris penjualan tidak wajib melaporkannya.
wajib as (
    select
        periode,
        kode_upt,
        bool_or(dataset = 'penjualan') as penjualan
    from core.kewajiban
    group by periode, kode_upt
),

kantor as (
    select
        u.*,
        coalesce(l.penjualan, false) as lapor_penjualan,
        coalesce(w.penjualan, true) as wajib_penjualan,
        if(l.penjualan, coalesce(a.omzet_rp, 0), null) as omzet_rp,
        if(l.penjualan, coalesce(a.pnbp_rp, 0), null) as pnbp_rp,
        if(l.penjualan, coalesce(a.premi_rp, 0), null) as premi_rp,
        if(l.produksi, coalesce(a.produk_dibuat, 0), null) as produk_dibuat,
        if(l.tenaga_kerja, coalesce(a.wbp_bekerja_orang, 0), null) as wbp_bekerja_orang
    from core.upt_bulanan as u
    left join lapor as l on u.periode = l.periode and u.kode_upt = l.kode_upt
    left join wajib as w on u.periode = w.periode and u.kode_upt = w.kode_upt
    left join core.angka_upt as a on u.periode = a.periode and u.kode_upt = a.kode_upt
),

rasio as (
    select
        *,
        omzet_rp / nullif(wbp_bekerja_orang, 0) as omzet_per_wbp,
        pnbp_rp / nullif(wbp_bekerja_orang, 0) as pnbp_per_wbp,
        premi_rp / nullif(wbp_bekerja_orang, 0) as premi_per_wbp,
        -- Bulan-bulan sesudah penjualan terakhir, dan sesudah laporan penjualan terakhir, berbagi nomor.
        count(*) filter (omzet_rp > 0) over (partition by kode_upt order by periode) as sejak_jual,
        count(*) filter (lapor_penjualan) over (partition by kode_upt order by periode) as sejak_lapor
    from kantor
),

urut as (
    select
        *,
        rank() over (partition by periode order by omzet_rp desc nulls last) as urut_omzet,
        rank() over (partition by periode, kanwil order by omzet_rp desc nulls last) as urut_omzet_kanwil,
        rank() over (partition by periode order by omzet_per_wbp desc nulls last) as urut_per_wbp,
        rank() over (partition by periode, kanwil order by omzet_per_wbp desc nulls last) as urut_per_wbp_kanwil,
        rank() over (partition by periode order by pnbp_rp desc nulls last) as urut_pnbp,
        count(omzet_rp) over (partition by periode) as berperingkat,
        count(omzet_rp) over (partition by periode, kanwil) as berperingkat_kanwil,
        count(*) filter (omzet_rp = 0) over (partition by kode_upt, sejak_jual order by periode) as tanpa_penjualan,
        count(*) filter (not lapor_penjualan) over (partition by kode_upt, sejak_lapor order by periode) as tanpa_laporan,
        count(*) over (partition by periode) as upt_seharusnya,
        count(*) filter (lapor_penjualan) over (partition by periode) as upt_lapor_penjualan
    from rasio
)

select
    u.periode,
    u.kode_upt,
    u.nama_upt,
    u.jenis,
    u.kelas,
    u.kanwil,
    case
        when u.omzet_rp > 0 then 'menjual'
        when u.omzet_rp is not null then 'tanpa_penjualan'
        when u.wajib_penjualan then 'belum_lapor'
        else 'tidak_wajib'
    end as keadaan,
    u.omzet_rp,
    u.pnbp_rp,
    u.premi_rp,
    u.produk_dibuat,
    cast(u.wbp_bekerja_orang as bigint) as wbp_bekerja_orang,
    cast(u.omzet_per_wbp as decimal(24, 2)) as omzet_per_wbp_rp,
    cast(u.pnbp_per_wbp as decimal(24, 2)) as pnbp_per_wbp_rp,
    cast(u.premi_per_wbp as decimal(24, 2)) as premi_per_wbp_rp,
    if(u.omzet_rp is not null, u.urut_omzet, null) as peringkat_omzet,
    if(u.omzet_rp is not null, u.urut_omzet_kanwil, null) as peringkat_omzet_kanwil,
    if(u.omzet_per_wbp is not null, u.urut_per_wbp, null) as peringkat_omzet_per_wbp,
    if(u.omzet_per_wbp is not null, u.urut_per_wbp_kanwil, null) as peringkat_omzet_per_wbp_kanwil,
    if(u.pnbp_rp is not null, u.urut_pnbp, null) as peringkat_pnbp,
    u.berperingkat as upt_berperingkat,
    u.berperingkat_kanwil as upt_berperingkat_kanwil,
    b.omzet_rp as omzet_bulan_lalu_rp,
    t.omzet_rp as omzet_tahun_lalu_rp,
    cast(100 * (u.omzet_rp - b.omzet_rp) / nullif(b.omzet_rp, 0) as decimal(24, 2)) as omzet_thd_bulan_lalu_persen,
    cast(100 * (u.omzet_rp - t.omzet_rp) / nullif(t.omzet_rp, 0) as decimal(24, 2)) as omzet_thd_tahun_lalu_persen,
    if(u.omzet_rp is not null and b.omzet_rp is not null, b.urut_omzet - u.urut_omzet, null) as naik_peringkat,
    if(u.omzet_rp is not null, u.tanpa_penjualan, null) as bulan_tanpa_penjualan,
    if(u.lapor_penjualan or u.wajib_penjualan, u.tanpa_laporan, null) as bulan_tanpa_laporan,
    u.tepat_waktu,
    u.sebagian,
    u.upt_seharusnya,
    u.upt_lapor_penjualan,
    cast(100 * u.upt_lapor_penjualan / u.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    u.n_pengecualian,
    u.n_konfirmasi
from urut as u
inner join core.periode as p on u.periode = p.periode
left join urut as b on p.periode_bulan_lalu = b.periode and u.kode_upt = b.kode_upt
left join urut as t on p.periode_tahun_lalu = t.periode and u.kode_upt = t.kode_upt
order by u.periode, peringkat_omzet nulls last, u.kode_upt
