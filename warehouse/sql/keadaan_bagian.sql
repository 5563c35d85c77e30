-- Bagian semua kiriman dari UPT dan bulan yang disinggung, dan apakah ia yang berlaku (seperti core.publikasi_berlaku).
with disinggung as (
    select distinct
        s.kode_upt,
        s.periode
    from core.submission as s
    semi join _kiriman as k on s.submission_id = k.submission_id
),

terakhir as (
    select p.*
    from core.publikasi as p
    semi join disinggung as d on p.kode_upt = d.kode_upt and p.periode = d.periode
    qualify row_number() over (partition by p.submission_id, p.dataset order by p.pada desc) = 1
)

select
    submission_id,
    dataset,
    kode_upt,
    periode,
    nihil,
    aksi = 'terbit' as counts,
    aksi = 'terbit' and row_number() over (
        partition by kode_upt, periode, dataset, aksi
        order by diterima_pada desc, sha256 desc, submission_id desc
    ) = 1 as in_force
from terakhir
order by submission_id, dataset
