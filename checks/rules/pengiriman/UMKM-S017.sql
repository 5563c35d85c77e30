-- Angka dalam satu kolom harus ditulis dengan satu cara; bila tidak, 12.500 dapat berarti dua belas ribu lima ratus atau 12,5.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    b.field,
    b.dataset,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'angka'
