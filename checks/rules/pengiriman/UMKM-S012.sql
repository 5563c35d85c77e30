-- Tabel atau kolom yang mungkin bagian laporan, tetapi belum pasti yang mana, ditanyakan.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'tebakan'
