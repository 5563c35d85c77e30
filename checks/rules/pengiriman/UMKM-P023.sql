-- Nama UPT yang salah ketik dan dibaca sebagai satu-satunya UPT yang mirip dicatat.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    b.field,
    b.cell,
    b.value,
    b.expected
from bacaan as b
where b.jenis = 'nama'
