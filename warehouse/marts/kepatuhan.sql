-- Siapa sudah melapor, kapan, tepat waktu atau terlambat, nihil, atau belum: setiap bulan, dari nasional sampai satu UPT,
-- seluruhnya dan menurut dataset. Yang dikecualikan tidak ikut penyebut; yang ditutup tanpa laporan tetap ikut.
with wajib as (
    select
        k.*,
        k.keadaan <> 'DIKECUALIKAN' as dihitung,
        k.keadaan in ('TERPENUHI', 'TERPENUHI_TERLAMBAT', 'NIHIL_DIKONFIRMASI') as terpenuhi,
        k.keadaan in ('DIHARAPKAN', 'JATUH_TEMPO', 'TERLAMBAT') as terbuka,
        coalesce(u.n_pengecualian, 0) as n_pengecualian,
        coalesce(u.n_konfirmasi, 0) as n_konfirmasi,
        row_number() over (partition by k.periode, k.kode_upt order by k.dataset) = 1 as sekali
    from core.kewajiban as k
    left join core.upt_bulanan as u on k.periode = u.periode and k.kode_upt = u.kode_upt
),

jumlah as (
    select
        periode,
        case when grouping(kode_upt) = 0 then 'upt' when grouping(kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        kanwil,
        kode_upt,
        if(grouping(dataset) = 1, 'semua', dataset) as dataset,
        if(grouping(kode_upt) = 0 and grouping(dataset) = 0, any_value(keadaan), null) as keadaan,
        if(grouping(kode_upt) = 0 and grouping(dataset) = 0, any_value(kiriman_terakhir_keadaan), null) as kiriman_terakhir_keadaan,
        min(jatuh_tempo) as jatuh_tempo,
        min(diterima_pada) as pertama_diterima_pada,
        max(diterima_pada) as terakhir_diterima_pada,
        count(*) filter (dihitung) as n_wajib,
        count(*) filter (terpenuhi) as n_melapor,
        count(*) filter (terpenuhi and tepat_waktu) as n_tepat_waktu,
        count(*) filter (terpenuhi and not tepat_waktu) as n_melapor_terlambat,
        count(*) filter (keadaan = 'NIHIL_DIKONFIRMASI') as n_nihil,
        count(*) filter (terbuka) as n_belum,
        count(*) filter (keadaan = 'TERLAMBAT') as n_terlambat,
        count(*) filter (terbuka and kiriman_terakhir_keadaan in ('RETURNED', 'REJECTED')) as n_dikembalikan,
        count(*) filter (keadaan = 'DITUTUP_KOSONG') as n_ditutup_kosong,
        count(*) filter (not dihitung) as n_dikecualikan,
        count(distinct kode_upt) filter (dihitung) as upt_seharusnya,
        count(distinct kode_upt) filter (terpenuhi) as upt_melapor,
        count(distinct kode_upt) filter (dihitung) - count(distinct kode_upt) filter (dihitung and not terpenuhi) as upt_lengkap,
        if(grouping(dataset) = 1, sum(n_pengecualian) filter (sekali), sum(n_pengecualian)) as n_pengecualian,
        if(grouping(dataset) = 1, sum(n_konfirmasi) filter (sekali), sum(n_konfirmasi)) as n_konfirmasi
    from wajib
    group by
        grouping sets (
            (periode), (periode, dataset), (periode, kanwil), (periode, kanwil, dataset),
            (periode, kanwil, kode_upt), (periode, kanwil, kode_upt, dataset)
        )
),

-- Nama pada akhir bulan itu, seperti di core.upt_bulanan.
nama as (
    select
        p.periode,
        u.kode_upt,
        any_value(u.nama_upt) as nama_upt
    from (
        select distinct
            periode,
            last_day(cast(periode || '-01' as date)) as akhir_tanggal
        from core.kewajiban
    ) as p
    inner join core.upt as u
        on
            p.akhir_tanggal >= coalesce(u.berlaku_dari, date '0001-01-01')
            and p.akhir_tanggal <= coalesce(u.berlaku_sampai, date '9999-12-31')
    group by p.periode, u.kode_upt
)

select
    j.periode,
    j.tingkat,
    j.kanwil,
    j.kode_upt,
    n.nama_upt,
    j.dataset,
    j.keadaan,
    j.kiriman_terakhir_keadaan,
    j.jatuh_tempo,
    j.pertama_diterima_pada,
    j.terakhir_diterima_pada,
    j.n_wajib,
    j.n_melapor,
    j.n_tepat_waktu,
    j.n_melapor_terlambat,
    j.n_nihil,
    j.n_belum,
    j.n_terlambat,
    j.n_dikembalikan,
    j.n_ditutup_kosong,
    j.n_dikecualikan,
    cast(100 * j.n_melapor / nullif(j.n_wajib, 0) as decimal(9, 2)) as melapor_persen,
    cast(100 * j.n_tepat_waktu / nullif(j.n_melapor, 0) as decimal(9, 2)) as tepat_waktu_persen,
    j.upt_seharusnya,
    j.upt_melapor,
    j.upt_lengkap,
    cast(coalesce(j.n_pengecualian, 0) as bigint) as n_pengecualian,
    cast(coalesce(j.n_konfirmasi, 0) as bigint) as n_konfirmasi
from jumlah as j
left join nama as n on j.periode = n.periode and j.kode_upt = n.kode_upt
order by j.periode, j.tingkat, j.kanwil, j.kode_upt, j.dataset
