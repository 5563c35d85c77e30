-- Revisi angka terbit: bagian mana yang berganti sesudah terbit, kiriman mana menggantikan yang mana, dan jumlahnya sebelum dan sesudah.
with tindakan as (
    select *
    from core.publikasi
    qualify count(*) over (partition by kode_upt, periode, dataset) > 1
),

keadaan as (
    select
        s.kode_upt,
        s.periode,
        s.dataset,
        s.pada,
        t.submission_id,
        max(t.diterima_pada) as diterima_pada,
        max(t.sha256) as sha256,
        max_by(t.aksi, t.pada) as aksi,
        max_by(t.n_baris, t.pada) as n_baris,
        max_by(t.nihil, t.pada) as nihil
    from (
        select distinct
            kode_upt,
            periode,
            dataset,
            pada
        from tindakan
    ) as s
    inner join tindakan as t
        on s.kode_upt = t.kode_upt and s.periode = t.periode and s.dataset = t.dataset and s.pada >= t.pada
    group by s.kode_upt, s.periode, s.dataset, s.pada, t.submission_id
),

berlaku as (
    select
        kode_upt,
        periode,
        dataset,
        pada,
        max_by(
            {'id': submission_id, 'n_baris': n_baris, 'nihil': nihil}, (diterima_pada, sha256, submission_id)
        ) filter (aksi = 'terbit') as kini
    from keadaan
    group by kode_upt, periode, dataset, pada
),

berurut as (
    select
        *,
        lag(kini) over w as dulu,
        lag(pada) over w as pada_dulu,
        row_number() over w as urutan
    from berlaku
    window w as (partition by kode_upt, periode, dataset order by pada)
),

revisi as (
    select *
    from berurut
    where urutan > 1 and kini is distinct from dulu
),

versi as (
    select
        dataset,
        kini.id as submission_id,
        pada
    from revisi
    where kini is not null
    union distinct
    select
        dataset,
        dulu.id as submission_id,
        pada_dulu as pada
    from revisi
    where dulu is not null
),

jumlah as (
    select
        v.*,
        u.angka
    from versi as v
    inner join $jumlah_ukuran as u on v.dataset = u.dataset and v.submission_id = u.submission_id and v.pada = u.pada
),

angka as (
    select
        r.*,
        d.ukuran,
        case
            when r.dulu is null then null
            when d.ukuran = 'n_baris' then r.dulu.n_baris
            when r.dulu.nihil then 0
            else a.angka.nilai
        end as sebelum,
        case
            when r.kini is null then null
            when d.ukuran = 'n_baris' then r.kini.n_baris
            when r.kini.nihil then 0
            else b.angka.nilai
        end as sesudah
    from revisi as r
    inner join $daftar_ukuran as d (dataset, ukuran) on r.dataset = d.dataset
    left join jumlah as a
        on r.dataset = a.dataset and r.dulu.id = a.submission_id and r.pada_dulu = a.pada and d.ukuran = a.angka.ukuran
    left join jumlah as b
        on r.dataset = b.dataset and r.kini.id = b.submission_id and r.pada = b.pada and d.ukuran = b.angka.ukuran
)

select
    periode,
    kode_upt,
    dataset,
    pada,
    urutan - 1 as revisi_ke,
    case
        when kini is null then 'ditarik'
        when dulu is null then 'terbit_lagi'
        when kini.id = dulu.id then 'baris_berubah'
        else 'diganti'
    end as sebab,
    dulu.id as submission_id_lama,
    kini.id as submission_id_baru,
    dulu.nihil as nihil_lama,
    kini.nihil as nihil_baru,
    ukuran,
    cast(sebelum as decimal(38, 3)) as sebelum,
    cast(sesudah as decimal(38, 3)) as sesudah,
    cast(coalesce(sesudah, 0) - coalesce(sebelum, 0) as decimal(38, 3)) as selisih
from angka
order by periode, kode_upt, dataset, pada, ukuran
