-- Setiap laporan harus menyebut UPT yang melapor.
select
    p._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    'kode_upt' as field
from pengiriman as p
where
    p.kode_upt is null
    and isi(p.kantor_tertulis) is null
    and isi(p.nama_tertulis) is null
