-- Bulan laporan tidak boleh sebelum Januari 2020; laporan bulanan UMKM belum ada sebelum itu.
select
    p._submission_id,
    p.periode_sheet as _sheet,
    cast(null as bigint) as _row,
    'periode' as field,
    p.periode_cell as cell,
    coalesce(p.periode_tertulis, p.periode) as value,
    'paling awal 2020-01' as expected
from pengiriman as p
where p.periode < '2020-01'
