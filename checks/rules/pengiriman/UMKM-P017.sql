-- Kode UPT yang tertulis di baris data harus kode UPT yang melapor.
select
    b._submission_id,
    b._sheet,
    b._row,
    'kode_upt' as field,
    b.dataset,
    b._kode_upt_baris as value,
    p.kode_upt as expected
from semua_baris as b
inner join pengiriman as p on b._submission_id = p._submission_id
inner join upt as u on p.kode_upt = u.kode_upt
where
    isi(b._kode_upt_baris) is not null
    and replace(lipat(b._kode_upt_baris), ' ', '') not in (
        replace(lipat(u.kode_upt), ' ', ''), replace(lipat(u.nama_upt), ' ', ''), replace(lipat(u.nama_sumber), ' ', '')
    )
