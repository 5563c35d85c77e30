-- Kiriman yang masih punya bagian terbit.
select distinct t.submission_id
from core.publikasi_terbit as t
semi join _kiriman as k on t.submission_id = k.submission_id
order by t.submission_id
