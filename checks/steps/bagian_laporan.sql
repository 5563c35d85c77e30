-- Bagian yang dibawa setiap laporan, satu baris satu dataset: dinyatakan nihil atau tidak, dan banyaknya baris.
select
    bagian._submission_id as submission_id,
    bagian.dataset,
    bool_or(dinyatakan_nihil(bagian.nihil)) as nihil,
    cast(sum(bagian.n_baris) as bigint) as n_baris
from bagian
group by bagian._submission_id, bagian.dataset
order by bagian._submission_id, bagian.dataset
