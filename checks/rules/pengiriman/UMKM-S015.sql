-- Bulan lain di berkas ini dicatat: yang dimuat hanya bulan laporan.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'bulan'
