-- Alasan yang diberikan UPT, tanpa yang dibawa dari kiriman sebelumnya.
select
    k.* exclude (file),
    k.file,
    a.dataset,
    a.rule,
    a.sheet,
    a.cell,
    a.alasan_bebas
from meta.alasan as a
inner join ($kiriman) as k on a.submission_id = k.submission_id
where a.dibawa_dari is null
