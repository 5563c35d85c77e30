-- Baris fakta dari bagian yang berlaku saja.
select $columns
from $rows
where _submission_id in (select b.submission_id from core.publikasi_berlaku as b where b.dataset = $dataset)
