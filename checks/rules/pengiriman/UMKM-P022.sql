-- UPT dan bulan harus disebut sama di judul, nama lembar, dan lembar identitas.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    b.field,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'pernyataan'
