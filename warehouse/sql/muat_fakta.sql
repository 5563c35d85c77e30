-- Menambahkan baris fakta dari kiriman baru.
insert into $target by name
select $columns
from _muat_fakta
where _submission_id in (select b.submission_id from _muat_baru as b)
