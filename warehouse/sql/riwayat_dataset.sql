-- Baris bulan-bulan lalu bagi setiap kiriman yang dibandingkan dengannya.
select
    $columns,
    s._untuk
from $rows as r
inner join _sumber as s
    on r._submission_id = s._sumber and r.kode_upt = s.kode_upt and r.periode = s.periode
where r.kode_upt in (select u.kode_upt from _sumber as u)
order by s._untuk, r.periode, r._row
