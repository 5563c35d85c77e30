-- Cap format resmi di berkas harus dari versi yang dikenal (lumbung 1.x).
select
    p._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    p.templat as value,
    'lumbung 1' as expected
from pengiriman as p
where isi(p.templat) is not null and not regexp_full_match(p.templat, 'lumbung 1\.[0-9]+(\.[0-9]+)?( .*)?')
