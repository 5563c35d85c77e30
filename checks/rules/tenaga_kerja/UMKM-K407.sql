-- Pekerja laki-laki di Lapas atau Rutan Perempuan ditanyakan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'laki_laki_orang' as field
from tenaga_kerja as r
inner join upt as u on r.kode_upt = u.kode_upt
where r.laki_laki_orang > 0 and u.kekhususan = 'Perempuan'
