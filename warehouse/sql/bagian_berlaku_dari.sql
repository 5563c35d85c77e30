-- Baris fakta dari bagian yang berlaku saja, tanpa yang sedang disisihkan.
select $columns
from $rows as r
where
    r._submission_id in (select b.submission_id from core.publikasi_berlaku as b where b.dataset = $dataset)
    and not exists (
        select 1
        from core.sisihan_berlaku as s
        where
            s.dataset = $dataset
            and s.submission_id = r._submission_id
            and s.sheet is not distinct from r._sheet
            and s."row" = r._row
    )
