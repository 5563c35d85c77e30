-- Menarik bagian yang sedang terbit dari kiriman yang tidak lagi memenuhi aturan.
insert into core.publikasi by name
select
    p.* replace (
        'tarik' as aksi,
        greatest($now, p.pada + interval 1 microsecond) as pada
    )
from core.publikasi as p
semi join _tarik as k on p.submission_id = k.submission_id
qualify
    row_number() over (partition by p.submission_id, p.dataset order by p.pada desc) = 1
    and p.aksi = 'terbit'
