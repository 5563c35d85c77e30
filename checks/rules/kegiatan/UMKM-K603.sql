-- Kegiatan yang sama pada tanggal yang sama harus satu baris; baris kedua dan seterusnya yang disebut.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nama_kegiatan' as field,
    'sama dengan baris ' || first_value(r._row) over urut as expected
from kegiatan as r
where r.nama_kegiatan is not null and r.kegiatan_tanggal is not null
window urut as (partition by r._submission_id, r.kegiatan_tanggal, lipat(r.nama_kegiatan) order by r._sheet, r._row)
qualify row_number() over urut > 1
