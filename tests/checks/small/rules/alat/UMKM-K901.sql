-- Alat di atas seratus juta rupiah tidak lebih dari dua.
select
    a._submission_id,
    a._sheet,
    a._row,
    'jumlah' as field,
    cast(2 as decimal(18, 3)) as expected,
    cast(a.jumlah - 2 as decimal(18, 3)) as difference
from alat as a
where a.harga_rp > 100000000 and a.jumlah > 2
