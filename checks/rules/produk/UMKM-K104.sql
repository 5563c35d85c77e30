-- Nama produk yang sama dengan kode berbeda ditanyakan: mungkin satu produk tertulis dua kali.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nama_produk' as field,
    'kode berbeda, nama sama dengan ' || first_value(r.kode_produk) over urut as expected
from produk as r
where r.nama_produk is not null and r.kode_produk is not null
window urut as (partition by r._submission_id, lipat(r.nama_produk) order by r._sheet, r._row)
qualify row_number() over urut > 1 and lipat(r.kode_produk) <> lipat(first_value(r.kode_produk) over urut)
