-- Baris dan UPT setiap bulan pada satu dataset, sebelum dan sesudah terbitan ini; hanya bulan yang berubah.
with kini as (
    select
        periode,
        count(*) as n_baris,
        count(distinct kode_upt) as n_upt,
        sum(hash(_submission_id)) as sidik
    from $now
    group by periode
),

dulu as (
    select
        periode,
        count(*) as n_baris,
        count(distinct kode_upt) as n_upt,
        sum(hash(_submission_id)) as sidik
    from $before
    group by periode
)

select
    coalesce(k.periode, d.periode) as periode,
    coalesce(d.n_baris, 0) as n_baris_dulu,
    coalesce(k.n_baris, 0) as n_baris_kini,
    coalesce(d.n_upt, 0) as n_upt_dulu,
    coalesce(k.n_upt, 0) as n_upt_kini
from kini as k
full join dulu as d on k.periode = d.periode
where k.sidik is distinct from d.sidik or k.n_baris is distinct from d.n_baris
order by coalesce(k.periode, d.periode)
