-- Alat yang dipinjam harus ada di daftar alat.
select
    p._submission_id,
    p._sheet,
    p._row,
    'kode_alat' as field
from pinjam as p
left join rujukan_alat as r on p._submission_id = r._untuk and p.kode_alat = r.kode_alat
where r.kode_alat is null and p.kode_alat is not null
