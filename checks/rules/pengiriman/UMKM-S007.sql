-- Lembar tanpa baris data yang tidak menyatakan nihil dicatat: kosong belum tentu nihil.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b.nihil_cell as cell
from bagian as b
where b.n_baris = 0 and isi(b.nihil) is null
