-- Bagian bulan-bulan lalu dari UPT yang sama, seperti berlaku ketika kiriman itu diterima: yang terakhir sampai sebelum kiriman itu.
with dekat as (
    select *
    from core.publikasi
    where kode_upt in (select t.kode_upt from _tanya as t)
),

terbit as (
    select *
    from dekat
    qualify row_number() over (partition by submission_id, dataset order by pada desc) = 1 and aksi = 'terbit'
)

select
    n._untuk,
    t.dataset,
    t.periode,
    t.nihil,
    t.n_baris,
    t.submission_id as _sumber,
    t.kode_upt
from _tanya as n
inner join terbit as t
    on
        n.kode_upt = t.kode_upt
        and n.periode > t.periode
        and n.dari <= t.periode
        and n.diterima_pada >= t.diterima_pada
where list_contains($datasets, t.dataset)
qualify
    row_number() over (
        partition by n._untuk, t.dataset, t.periode
        order by t.diterima_pada desc, t.sha256 desc, t.submission_id desc
    ) = 1
order by n._untuk, t.dataset, t.periode
