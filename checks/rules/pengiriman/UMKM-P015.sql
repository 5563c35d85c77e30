-- Bulan laporan tidak boleh sesudah bulan berjalan.
select
    p._submission_id,
    p.periode_sheet as _sheet,
    cast(null as bigint) as _row,
    'periode' as field,
    p.periode_cell as cell,
    coalesce(p.periode_tertulis, p.periode) as value,
    'paling akhir ' || strftime($sekarang, '%Y-%m') as expected
from pengiriman as p
where p.periode > strftime($sekarang, '%Y-%m')
