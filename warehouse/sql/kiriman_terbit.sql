-- Kiriman yang dimuat; urutan percobaannya menurut buku besar, yang juga tahu kiriman yang dikembalikan.
select
    s.* replace (coalesce(k.percobaan, s.percobaan) as percobaan)
from $origin as s
left join _kiriman as k on s.submission_id = k.submission_id
order by s.periode, s.kode_upt, s.diterima_pada, s.submission_id
