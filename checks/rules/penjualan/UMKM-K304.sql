-- Penjualan satu produk lewat satu kanal harus satu baris; baris kedua dan seterusnya yang disebut.
select
    r._submission_id,
    r._sheet,
    r._row,
    'kode_produk' as field,
    'sama dengan baris ' || first_value(r._row) over urut as expected
from penjualan as r
where r.kode_produk is not null and r.kanal is not null
window urut as (partition by r._submission_id, replace(lipat(r.kode_produk), ' ', ''), r.kanal order by r._sheet, r._row)
qualify row_number() over urut > 1
