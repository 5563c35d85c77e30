-- Setiap temuan, dengan kirimannya dan putusannya.
select
    k.* exclude (file),
    t.file,
    t.dataset,
    t.sheet,
    t.cell,
    t.row,
    t.field,
    t.rule,
    t.severity,
    t.status
from meta.finding as t
inner join ($kiriman) as k on t.submission_id = k.submission_id
