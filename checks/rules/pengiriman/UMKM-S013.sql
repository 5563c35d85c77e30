-- Judul kolom yang dibaca karena mirip dengan judul resmi dicatat.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    b.field,
    b.dataset,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'mirip'
