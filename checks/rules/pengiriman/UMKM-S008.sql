-- Sel Nihil hanya boleh berisi ya atau tidak.
select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.dataset,
    b.nihil_cell as cell,
    b.nihil as value,
    'ya atau tidak' as expected
from bagian as b
where isi(b.nihil) is not null and ya_tidak(isi(b.nihil)) is null and not dinyatakan_nihil(b.nihil)
