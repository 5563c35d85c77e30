-- Menarik bagian yang sedang terbit dari kiriman yang tidak lagi memenuhi aturan.
insert into core.publikasi by name
select
    t.*,
    'tarik' as aksi,
    greatest($now, (
        select max(p.pada) + interval 1 microsecond
        from core.publikasi as p
        where p.submission_id = t.submission_id and p.dataset = t.dataset
    )) as pada
from core.publikasi_terbit as t
where t.submission_id in (select k.submission_id from _tarik as k)
