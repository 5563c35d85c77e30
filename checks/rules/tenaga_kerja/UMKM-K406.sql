-- Anak binaan lazimnya hanya ada di LPKA; di UPT lain ditanyakan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'anak_orang' as field
from tenaga_kerja as r
inner join upt as u on r.kode_upt = u.kode_upt
where r.anak_orang > 0 and u.jenis <> 'LPKA'
