-- Setiap kolom wajib harus ada judulnya di lembar yang berisi data.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    w.field,
    b.dataset,
    w.label as expected
from bagian as b
inner join kolom_kontrak as w on b.dataset = w.dataset
where
    w.required
    and w.urutan is not null
    and b.n_baris > 0
    and not exists (
        select 1
        from kolom as k
        where
            k._submission_id = b._submission_id
            and k._sheet is not distinct from b._sheet
            and k.dataset = b.dataset
            and k.field = w.field
    )
