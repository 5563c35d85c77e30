-- Bidang yang hanya berbeda huruf besar, spasi, atau tanda baca adalah bidang yang sama dan harus satu baris.
select
    r._submission_id,
    r._sheet,
    r._row,
    'bidang' as field,
    first_value(r.bidang) over urut as expected
from tenaga_kerja as r
where r.bidang is not null
window urut as (partition by r._submission_id, lipat(r.bidang) order by r._sheet, r._row)
qualify row_number() over urut > 1 and r.bidang <> first_value(r.bidang) over urut
