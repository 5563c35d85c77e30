-- Satu kolom laporan tidak boleh diisi dari dua kolom dalam tabel yang sama; kolom kedua dan seterusnya yang disebut.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    k.field,
    k.dataset,
    k.header_cell as cell,
    k.label as value
from kolom as k
where k.field is not null
qualify
    row_number() over (
        partition by k._submission_id, k._sheet, k.dataset, k.field, regexp_extract(k.header_cell, '[0-9]+')
        order by length(k.letter), k.letter
    ) > 1
