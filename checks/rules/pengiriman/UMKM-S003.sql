-- Setiap sel yang berisi harus bisa dijelaskan; sel di kolom tambahan yang berjudul ditanyakan sekali saja, lewat judulnya.
select
    s._submission_id,
    s._sheet,
    s.row as _row,
    cast(null as varchar) as field,
    s.cell
from sel as s
where
    s.why is null
    and not exists (
        select 1
        from kolom as k
        where
            k._submission_id = s._submission_id
            and k._sheet is not distinct from s._sheet
            and k.dataset is not null
            and k.field is null
            and isi(k.label) is not null
            and k.letter = regexp_extract(s.cell, '^[A-Z]+')
            and s.row >= try_cast(regexp_extract(k.header_cell, '[0-9]+') as bigint)
    )
