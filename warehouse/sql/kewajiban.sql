-- Kewajiban lapor: setiap UPT, periode, dan dataset yang wajib, dengan keadaannya pada hari $today.
-- Terlambat dihitung dari kapan berkas sampai, yaitu kiriman pertama yang bagiannya terbit; yang belum terbit tidak mengubah apa pun.
with wajib as (
    select
        k.kode_upt,
        k.nama_upt,
        k.jenis,
        k.kanwil,
        b.periode,
        w.dataset,
        w.urutan,
        w.wajib
    from _kantor as k
    inner join (
        select
            periode,
            last_day(cast(periode || '-01' as date)) as akhir_tanggal
        from _bulan
    ) as b
        on
            b.akhir_tanggal >= coalesce(k.berlaku_dari, date '0001-01-01')
            and b.akhir_tanggal <= coalesce(k.berlaku_sampai, date '9999-12-31')
    inner join _wajib as w
        on
            k.jenis = w.jenis
            and k.kekhususan = coalesce(w.kekhususan, k.kekhususan)
            and b.periode >= coalesce(w.berlaku_dari, b.periode)
            and b.periode <= coalesce(w.berlaku_sampai, b.periode)
    -- Aturan untuk kekhususan mengalahkan aturan umum jenisnya.
    qualify row_number() over (partition by k.kode_upt, b.periode, w.dataset order by w.kekhususan nulls last) = 1
),

-- Pengecualian yang terakhir dicatat yang berlaku; tanpa dataset berarti untuk semuanya.
kecuali as (
    select
        w.kode_upt,
        w.periode,
        w.dataset,
        e.kind,
        e.until,
        e.reason,
        e.actor
    from wajib as w
    inner join _pengecualian as e
        on w.kode_upt = e.kode_upt and w.periode = e.periode and w.dataset = coalesce(e.dataset, w.dataset)
    qualify row_number() over (partition by w.kode_upt, w.periode, w.dataset order by e.id desc) = 1
),

-- Terbit (yang ditarik tidak), dan ada isinya atau dinyatakan nihil: nihil tidak pernah disimpulkan.
terbit as (
    select *
    from _lapor
    where part_state in ('in_force', 'superseded') and state <> 'WITHDRAWN' and (n_rows > 0 or nihil)
),

pertama as (
    select *
    from terbit
    qualify row_number() over (partition by kode_upt, periode, dataset order by received_at, sha256, submission_id) = 1
),

berlaku as (
    select *
    from terbit
    where part_state = 'in_force'
),

-- Kiriman terakhir yang membawa bagian itu, atau yang bagiannya tidak terbaca sama sekali.
terakhir as (
    select
        w.kode_upt,
        w.periode,
        w.dataset,
        l.submission_id,
        l.state,
        l.received_at
    from wajib as w
    inner join _lapor as l
        on w.kode_upt = l.kode_upt and w.periode = l.periode and w.dataset = coalesce(l.dataset, w.dataset)
    where l.state <> 'DUPLICATE'
    qualify
        row_number() over (
            partition by w.kode_upt, w.periode, w.dataset
            order by l.received_at desc, l.sha256 desc, l.submission_id desc
        ) = 1
),

tenggat as (
    select
        w.*,
        e.kind,
        e.reason,
        e.actor,
        greatest(h.due, coalesce(e.until, h.due)) as due,
        greatest(h.due + $grace_days, coalesce(e.until, h.due)) as grace_until
    from wajib as w
    inner join (
        select
            periode,
            cast(strptime(periode || '-01', '%Y-%m-%d') + interval 1 month as date) + ($due_day - 1) as due
        from _bulan
    ) as h on w.periode = h.periode
    left join kecuali as e on w.kode_upt = e.kode_upt and w.periode = e.periode and w.dataset = e.dataset
    where w.wajib
)

select
    t.kode_upt,
    t.nama_upt,
    t.jenis,
    t.kanwil,
    t.dataset,
    t.periode,
    case
        when t.kind = 'exempt' then 'DIKECUALIKAN'
        when b.nihil then 'NIHIL_DIKONFIRMASI'
        when cast(p.received_at + interval 7 hours as date) <= t.due and b.submission_id is not null then 'TERPENUHI'
        when b.submission_id is not null then 'TERPENUHI_TERLAMBAT'
        when t.kind = 'closed' then 'DITUTUP_KOSONG'
        when $today <= t.due then 'DIHARAPKAN'
        when $today <= t.grace_until then 'JATUH_TEMPO'
        else 'TERLAMBAT'
    end as state,
    t.due,
    t.grace_until,
    if(b.submission_id is not null, p.received_at, null) as received_at,
    if(b.submission_id is not null, cast(p.received_at + interval 7 hours as date) <= t.due, null) as on_time,
    if(b.submission_id is not null, p.submission_id, null) as submission_id,
    b.submission_id as in_force_id,
    l.submission_id as last_attempt,
    l.state as last_attempt_state,
    l.received_at as last_attempt_at,
    nullif(t.kind, 'revoked') as exception,
    if(t.kind <> 'revoked', t.reason, null) as reason,
    if(t.kind <> 'revoked', t.actor, null) as actor
from tenggat as t
left join pertama as p on t.kode_upt = p.kode_upt and t.periode = p.periode and t.dataset = p.dataset
left join berlaku as b on t.kode_upt = b.kode_upt and t.periode = b.periode and t.dataset = b.dataset
left join terakhir as l on t.kode_upt = l.kode_upt and t.periode = l.periode and t.dataset = l.dataset
order by t.periode, t.kanwil, t.kode_upt, t.urutan
