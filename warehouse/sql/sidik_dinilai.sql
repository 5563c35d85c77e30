-- Kapan terakhir kiriman setiap bulan dinilai, sebagai sidik.
select
    coalesce(k.periode, '') as periode,
    count(d.submission_id) || ':' || coalesce(sum(hash(k.submission_id, d.sidik)), 0) as sidik
from _kiriman as k
left join _dinilai as d on k.submission_id = d.submission_id
group by coalesce(k.periode, '')
