-- Bagian yang banyak barisnya tidak sama dengan yang tercatat saat berkas dibaca.
select
    g.submission_id,
    g.dataset,
    g.n_baris,
    count(f._submission_id) as n_typed
from _muat_bagian as g
left join _muat_fakta as f on g.submission_id = f._submission_id
where g.dataset = $dataset
group by g.submission_id, g.dataset, g.n_baris
having count(f._submission_id) <> g.n_baris
order by g.submission_id
limit 1
