-- Bagian semua kiriman terbit dari UPT dan bulan yang disinggung, dan apakah ia yang berlaku.
with disinggung as (
    select distinct
        s.kode_upt,
        s.periode
    from core.submission as s
    where s.submission_id in (select k.submission_id from _kiriman as k)
)

select
    p.submission_id,
    p.dataset,
    p.kode_upt,
    p.periode,
    p.nihil,
    b.submission_id is not null as in_force
from core.publikasi as p
semi join disinggung as d on p.kode_upt = d.kode_upt and p.periode = d.periode
left join core.publikasi_berlaku as b on p.submission_id = b.submission_id and p.dataset = b.dataset
qualify row_number() over (partition by p.submission_id, p.dataset order by p.pada desc) = 1
order by p.submission_id, p.dataset
