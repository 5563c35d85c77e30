-- Lembar yang dinyatakan nihil tidak boleh berisi baris data.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b.nihil_cell as cell,
    b.nihil as value,
    'tidak' as expected
from bagian as b
where b.n_baris > 0 and dinyatakan_nihil(b.nihil)
