-- Kolom tambahan yang tidak dikenal di tabel laporan ditanyakan: isinya tidak ikut dimuat.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    k.dataset,
    k.header_cell as cell
from kolom as k
where
    k.dataset is not null
    and k.field is null
    and isi(k.label) is not null
    and not exists (
        select 1
        from bacaan as b
        where
            b._submission_id = k._submission_id
            and b._sheet is not distinct from k._sheet
            and b.jenis = 'tebakan'
            and b.cell = k.header_cell
    )
    and exists (
        select 1
        from sel as s
        where
            s._submission_id = k._submission_id
            and s._sheet is not distinct from k._sheet
            and s.why is null
            and regexp_extract(s.cell, '^[A-Z]+') = k.letter
            and s.row > try_cast(regexp_extract(k.header_cell, '[0-9]+') as bigint)
    )
