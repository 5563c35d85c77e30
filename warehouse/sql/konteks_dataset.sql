-- Baris sisi lain untuk setiap kiriman yang membutuhkannya.
select
    $columns,
    s._untuk
from $rows as r
inner join _sumber as s
    on r._submission_id = s._sumber and r.kode_upt = s.kode_upt and r.periode = s.periode
where s.dataset = $dataset
order by s._untuk, r._row
