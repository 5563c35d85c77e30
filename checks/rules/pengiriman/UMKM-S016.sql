-- Jumlah di sebelah kanan bulan-bulan harus sama dengan jumlah bulan-bulannya.
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
where b.jenis = 'jumlah_bulan'
