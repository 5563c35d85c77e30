-- Laporan yang tidak berisi satu baris pun dan tidak menyatakan apa pun nihil belum melaporkan apa-apa.
select
    b._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field
from bagian as b
group by b._submission_id
having sum(b.n_baris) = 0 and not bool_or(dinyatakan_nihil(b.nihil))
