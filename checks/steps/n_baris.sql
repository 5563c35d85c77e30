-- Banyaknya baris data satu dataset dalam setiap laporan.
insert into _n_baris
select
    _submission_id,
    $nama as dataset,
    count(*) as n
from $dataset
group by _submission_id
