-- Bulan laporan yang tertulis harus terbaca sebagai satu bulan.
select
    p._submission_id,
    p.periode_sheet as _sheet,
    cast(null as bigint) as _row,
    'periode' as field,
    p.periode_cell as cell,
    p.periode_tertulis as value
from pengiriman as p
where p.periode is null and isi(p.periode_tertulis) is not null
