-- Menerbitkan setiap bagian kiriman yang diterima, kecuali yang memang sedang terbit dengan baris sebanyak itu.
insert into core.publikasi by name
with lama as (
    select
        p.submission_id,
        p.dataset,
        max(p.pada) as pada,
        max_by(p.aksi, p.pada) as aksi,
        max_by(p.n_baris, p.pada) as n_baris
    from core.publikasi as p
    semi join _muat_kiriman as k on p.submission_id = k.submission_id
    group by p.submission_id, p.dataset
)

select
    k.kode_upt,
    k.periode,
    g.dataset,
    k.submission_id,
    k.diterima_pada,
    k.sha256,
    g.nihil,
    g.n_baris,
    'terbit' as aksi,
    greatest($now, l.pada + interval 1 microsecond) as pada
from _muat_kiriman as k
inner join _muat_bagian as g on k.submission_id = g.submission_id
left join lama as l on g.submission_id = l.submission_id and g.dataset = l.dataset
where l.aksi is distinct from 'terbit' or l.n_baris <> g.n_baris
