-- Mutu data: temuan setiap aturan, berapa yang ternyata data benar, dan berapa UPT yang laporannya langsung benar.
-- Dihitung atas semua kiriman bulan itu, juga yang dikembalikan dan ditolak; temuan yang sama pada kiriman berikutnya satu temuan tunggal.
with kiriman as (
    select
        submission_id,
        kode_upt,
        periode,
        verdict
    from _kiriman
    where percobaan is not null and kode_upt is not null and periode is not null
),

-- UPT seperti adanya pada akhir setiap bulan yang ada kirimannya.
berlaku as (
    select
        p.periode,
        u.kode_upt,
        u.nama_upt,
        u.kanwil
    from (
        select distinct
            periode,
            last_day(cast(periode || '-01' as date)) as akhir_tanggal
        from kiriman
    ) as p
    inner join core.upt as u
        on
            p.akhir_tanggal >= coalesce(u.berlaku_dari, date '0001-01-01')
            and p.akhir_tanggal <= coalesce(u.berlaku_sampai, date '9999-12-31')
),

-- Bulan yang belum punya laporan terbit tidak ada di core.upt_bulanan; kiriman dan UPT-nya tetap dihitung.
belum_terbit as (
    select
        b.periode,
        b.kode_upt
    from berlaku as b
    anti join core.upt_bulanan as u on b.periode = u.periode
    union distinct
    select
        periode,
        kode_upt
    from kiriman
),

kantor as (
    select
        periode,
        kode_upt,
        nama_upt,
        kanwil,
        melapor,
        tepat_waktu,
        sebagian,
        n_pengecualian,
        n_konfirmasi
    from core.upt_bulanan
    union all by name
    select
        k.periode,
        k.kode_upt,
        coalesce(t.nama_upt, k.kode_upt) as nama_upt,
        coalesce(t.kanwil, 'Tidak dikenal') as kanwil,
        false as melapor
    from belum_terbit as k
    anti join core.upt_bulanan as u on k.periode = u.periode and k.kode_upt = u.kode_upt
    left join berlaku as t on k.periode = t.periode and k.kode_upt = t.kode_upt
),

bulanan as (
    select
        kode_upt,
        periode,
        count(*) as n_kiriman,
        count(*) filter (verdict in ('accepted', 'returned', 'rejected')) as n_kiriman_diperiksa,
        count(*) filter (verdict = 'returned') as n_dikembalikan,
        count(*) filter (verdict = 'rejected') as n_ditolak
    from kiriman
    group by kode_upt, periode
),

jumlah_kantor as (
    select
        k.periode,
        case when grouping(k.kode_upt) = 0 then 'upt' when grouping(k.kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        k.kanwil,
        k.kode_upt,
        'semua' as aturan,
        if(grouping(k.kode_upt) = 0, any_value(k.nama_upt), null) as nama_upt,
        coalesce(sum(b.n_kiriman), 0) as n_kiriman,
        coalesce(sum(b.n_kiriman_diperiksa), 0) as n_kiriman_diperiksa,
        coalesce(sum(b.n_dikembalikan), 0) as n_dikembalikan,
        coalesce(sum(b.n_ditolak), 0) as n_ditolak,
        count(*) filter (b.n_kiriman_diperiksa > 0) as upt_berkirim,
        count(*) filter (b.n_kiriman_diperiksa > 0 and b.n_dikembalikan + b.n_ditolak = 0) as upt_langsung_benar,
        count(*) as upt_seharusnya,
        count(*) filter (k.melapor) as upt_melapor,
        count(*) filter (k.tepat_waktu) as upt_tepat_waktu,
        count(*) filter (k.sebagian) as upt_sebagian,
        coalesce(sum(k.n_pengecualian), 0) as n_pengecualian,
        coalesce(sum(k.n_konfirmasi), 0) as n_konfirmasi
    from kantor as k
    left join bulanan as b on k.periode = b.periode and k.kode_upt = b.kode_upt
    group by grouping sets ((k.periode), (k.periode, k.kanwil), (k.periode, k.kanwil, k.kode_upt))
),

temuan as (
    select
        t.*,
        k.periode,
        k.kode_upt,
        k.verdict,
        o.kanwil
    from _temuan as t
    inner join kiriman as k on t.submission_id = k.submission_id
    inner join kantor as o on k.periode = o.periode and k.kode_upt = o.kode_upt
),

jumlah_temuan as (
    select
        periode,
        case when grouping(kode_upt) = 0 then 'upt' when grouping(kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        kanwil,
        kode_upt,
        if(grouping(rule) = 1, 'semua', rule) as aturan,
        count(*) as n_temuan,
        count(*) filter (severity = 'TOLAK') as n_temuan_tolak,
        count(*) filter (severity = 'PERBAIKI') as n_temuan_perbaiki,
        count(*) filter (severity = 'KONFIRMASI') as n_temuan_konfirmasi,
        count(*) filter (severity = 'CATATAN') as n_temuan_catatan,
        count(distinct kode_upt) as upt_bertemuan,
        count(distinct submission_id) as n_kiriman_bertemuan,
        count(distinct submission_id) filter (verdict = 'returned') as n_dikembalikan,
        count(distinct submission_id) filter (verdict = 'rejected') as n_ditolak
    from temuan
    group by
        grouping sets (
            (periode), (periode, rule), (periode, kanwil), (periode, kanwil, rule),
            (periode, kanwil, kode_upt), (periode, kanwil, kode_upt, rule)
        )
),

tunggal as (
    select
        periode,
        kanwil,
        kode_upt,
        rule,
        finding_id,
        value_hash,
        bool_or(status = 'confirmed') as ditegaskan,
        bool_or(status = 'waived') as dikecualikan
    from temuan
    group by periode, kanwil, kode_upt, rule, finding_id, value_hash
),

jumlah_tunggal as (
    select
        periode,
        case when grouping(kode_upt) = 0 then 'upt' when grouping(kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        kanwil,
        kode_upt,
        if(grouping(rule) = 1, 'semua', rule) as aturan,
        count(*) as n_temuan_tunggal,
        count(*) filter (ditegaskan) as n_ditegaskan,
        count(*) filter (dikecualikan and not ditegaskan) as n_dikecualikan
    from tunggal
    group by
        grouping sets (
            (periode), (periode, rule), (periode, kanwil), (periode, kanwil, rule),
            (periode, kanwil, kode_upt), (periode, kanwil, kode_upt, rule)
        )
),

jumlah_alasan as (
    select
        a.periode,
        case when grouping(a.kode_upt) = 0 then 'upt' when grouping(o.kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        o.kanwil,
        a.kode_upt,
        if(grouping(a.rule) = 1, 'semua', a.rule) as aturan,
        count(*) filter (not a.alasan_bebas) as n_alasan_pilihan,
        count(*) filter (a.alasan_bebas) as n_alasan_bebas,
        mode(a.alasan order by a.alasan) as alasan_terbanyak
    from meta.alasan as a
    inner join kantor as o on a.periode = o.periode and a.kode_upt = o.kode_upt
    where a.dibawa_dari is null
    group by
        grouping sets (
            (a.periode), (a.periode, a.rule), (a.periode, o.kanwil), (a.periode, o.kanwil, a.rule),
            (a.periode, o.kanwil, a.kode_upt), (a.periode, o.kanwil, a.kode_upt, a.rule)
        )
),

jumlah_jalan as (
    select
        k.periode,
        case when grouping(k.kode_upt) = 0 then 'upt' when grouping(o.kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        o.kanwil,
        k.kode_upt,
        j.rule as aturan,
        count(*) as n_kiriman_diperiksa
    from meta.rule_run as j
    inner join kiriman as k on j.submission_id = k.submission_id
    inner join kantor as o on k.periode = o.periode and k.kode_upt = o.kode_upt
    where j.outcome in ('passed', 'failed')
    group by grouping sets ((k.periode, j.rule), (k.periode, o.kanwil, j.rule), (k.periode, o.kanwil, k.kode_upt, j.rule))
),

baris as (
    select
        periode,
        tingkat,
        kanwil,
        kode_upt,
        aturan
    from jumlah_kantor
    union all
    select
        periode,
        tingkat,
        kanwil,
        kode_upt,
        aturan
    from jumlah_temuan
    where aturan <> 'semua'
)

select
    b.periode,
    b.tingkat,
    b.kanwil,
    b.kode_upt,
    q.nama_upt,
    b.aturan,
    r.title as nama_aturan,
    r.severity as berat,
    r.maturity as tahap,
    coalesce(t.n_temuan, 0) as n_temuan,
    coalesce(t.n_temuan_tolak, 0) as n_temuan_tolak,
    coalesce(t.n_temuan_perbaiki, 0) as n_temuan_perbaiki,
    coalesce(t.n_temuan_konfirmasi, 0) as n_temuan_konfirmasi,
    coalesce(t.n_temuan_catatan, 0) as n_temuan_catatan,
    coalesce(s.n_temuan_tunggal, 0) as n_temuan_tunggal,
    coalesce(s.n_ditegaskan, 0) as n_ditegaskan,
    coalesce(s.n_dikecualikan, 0) as n_dikecualikan,
    cast(100 * s.n_ditegaskan / s.n_temuan_tunggal as decimal(9, 2)) as alarm_palsu_persen,
    coalesce(a.n_alasan_pilihan, 0) as n_alasan_pilihan,
    coalesce(a.n_alasan_bebas, 0) as n_alasan_bebas,
    a.alasan_terbanyak,
    coalesce(t.upt_bertemuan, 0) as upt_bertemuan,
    cast(q.n_kiriman as bigint) as n_kiriman,
    cast(if(b.aturan = 'semua', q.n_kiriman_diperiksa, coalesce(j.n_kiriman_diperiksa, 0)) as bigint) as n_kiriman_diperiksa,
    coalesce(t.n_kiriman_bertemuan, 0) as n_kiriman_bertemuan,
    cast(if(b.aturan = 'semua', q.n_dikembalikan, t.n_dikembalikan) as bigint) as n_dikembalikan,
    cast(if(b.aturan = 'semua', q.n_ditolak, t.n_ditolak) as bigint) as n_ditolak,
    q.upt_berkirim,
    if(b.aturan = 'semua', q.upt_langsung_benar, null) as upt_langsung_benar,
    if(b.aturan = 'semua', cast(100 * q.upt_langsung_benar / nullif(q.upt_berkirim, 0) as decimal(9, 2)), null) as langsung_benar_persen,
    q.upt_seharusnya,
    q.upt_melapor,
    q.upt_seharusnya - q.upt_melapor as upt_belum,
    cast(100 * q.upt_melapor / q.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    q.upt_tepat_waktu,
    cast(100 * q.upt_tepat_waktu / nullif(q.upt_melapor, 0) as decimal(9, 2)) as tepat_waktu_persen,
    q.upt_sebagian,
    cast(q.n_pengecualian as bigint) as n_pengecualian,
    cast(q.n_konfirmasi as bigint) as n_konfirmasi
from baris as b
inner join jumlah_kantor as q
    on
        b.periode = q.periode
        and b.tingkat = q.tingkat
        and b.kanwil is not distinct from q.kanwil
        and b.kode_upt is not distinct from q.kode_upt
left join jumlah_temuan as t
    on
        b.periode = t.periode
        and b.tingkat = t.tingkat
        and b.kanwil is not distinct from t.kanwil
        and b.kode_upt is not distinct from t.kode_upt
        and b.aturan = t.aturan
left join jumlah_tunggal as s
    on
        b.periode = s.periode
        and b.tingkat = s.tingkat
        and b.kanwil is not distinct from s.kanwil
        and b.kode_upt is not distinct from s.kode_upt
        and b.aturan = s.aturan
left join jumlah_alasan as a
    on
        b.periode = a.periode
        and b.tingkat = a.tingkat
        and b.kanwil is not distinct from a.kanwil
        and b.kode_upt is not distinct from a.kode_upt
        and b.aturan = a.aturan
left join jumlah_jalan as j
    on
        b.periode = j.periode
        and b.tingkat = j.tingkat
        and b.kanwil is not distinct from j.kanwil
        and b.kode_upt is not distinct from j.kode_upt
        and b.aturan = j.aturan
left join meta.rule as r on b.aturan = r.id
order by b.periode, b.tingkat, b.kanwil, b.kode_upt, b.aturan
