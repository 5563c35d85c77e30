-- Kode produk yang hanya berbeda huruf besar, spasi, atau tanda baca adalah produk yang sama dan harus satu baris.
select
    r._submission_id,
    r._sheet,
    r._row,
    'kode_produk' as field,
    first_value(r.kode_produk) over urut as expected
from produksi as r
where r.kode_produk is not null
window urut as (partition by r._submission_id, replace(lipat(r.kode_produk), ' ', '') order by r._sheet, r._row)
qualify row_number() over urut > 1 and r.kode_produk <> first_value(r.kode_produk) over urut
