-- Sedikitnya satu tabel di berkas harus dikenali sebagai lembar laporan.
select
    p._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field
from pengiriman as p
where p.n_tabel = 0
