-- Setiap laporan harus menyebut bulan laporannya.
select
    p._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    'periode' as field
from pengiriman as p
where
    p.periode is null
    and isi(p.periode_tertulis) is null
