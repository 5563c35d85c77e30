-- Tidak ada sel yang memuat kata rahasia.
select
    s._submission_id,
    s._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    s.cell
from semua_sel as s
where contains(s.text, 'RAHASIA')
