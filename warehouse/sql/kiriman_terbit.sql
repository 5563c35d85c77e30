-- Kiriman yang terbit (yang ditarik tidak); urutan percobaannya menurut buku besar, yang juga tahu kiriman yang dikembalikan.
select
    s.* replace (coalesce(k.percobaan, s.percobaan) as percobaan)
from $origin as s
semi join $terbit as t on s.submission_id = t.submission_id
left join _kiriman as k on s.submission_id = k.submission_id
order by s.periode, s.kode_upt, s.diterima_pada, s.submission_id
