-- Kapan kiriman ditarik.
select distinct
    submission_id,
    pada
from core.publikasi
where aksi = 'tarik'
order by submission_id, pada
