-- Satu dataset sebaiknya di satu lembar saja; bila dua lembar berisi dataset yang sama, yang kedua ditanyakan.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b._sheet as value,
    first_value(b._sheet) over urut as expected
from bagian as b
where b.n_baris > 0
window urut as (partition by b._submission_id, b.dataset order by b._sheet, b.kepala_baris)
qualify row_number() over urut > 1
