-- Menambahkan baris yang semula disisihkan dan sekarang ikut masuk; yang pernah dimuat tidak ditambahkan lagi.
insert into $target by name
select $columns
from _muat_fakta as f
where
    exists (
        select 1
        from core.sisihan_berlaku as s
        where
            s.dataset = $dataset
            and s.submission_id = f._submission_id
            and s.sheet is not distinct from f._sheet
            and s."row" = f._row
    )
    and not exists (
        select 1
        from $target as r
        where
            r._submission_id = f._submission_id
            and r._sheet is not distinct from f._sheet
            and r._row = f._row
    )
