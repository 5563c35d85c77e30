-- Menerbitkan setiap bagian kiriman yang diterima, kecuali yang memang sedang terbit.
insert into core.publikasi by name
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
    greatest($now, (
        select max(p.pada) + interval 1 microsecond
        from core.publikasi as p
        where p.submission_id = k.submission_id and p.dataset = g.dataset
    )) as pada
from _muat_kiriman as k
inner join _muat_bagian as g on k.submission_id = g.submission_id
anti join core.publikasi_terbit as t on g.submission_id = t.submission_id and g.dataset = t.dataset
