-- Kiriman di gudang yang masih punya bagian terbit: berkasnya, isinya, dan kapan diterima.
select
    s.submission_id,
    s.file,
    s.sha256,
    s.diterima_pada
from core.submission as s
semi join core.publikasi_terbit as t on s.submission_id = t.submission_id
order by s.submission_id
