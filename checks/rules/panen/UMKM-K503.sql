-- Panen satu komoditas pada satu tanggal harus satu baris; baris kedua dan seterusnya yang disebut.
select
    r._submission_id,
    r._sheet,
    r._row,
    'komoditas' as field,
    'sama dengan baris ' || first_value(r._row) over urut as expected
from panen as r
where r.sektor is not null and r.komoditas is not null and r.panen_tanggal is not null
window urut as (partition by r._submission_id, r.sektor, lipat(r.komoditas), r.panen_tanggal order by r._sheet, r._row)
qualify row_number() over urut > 1
