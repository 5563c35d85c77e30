-- Semua baris satu dataset sebagai baris baru: dataset yang belum ada di terbitan sebelumnya.
select
    periode,
    0 as n_baris_dulu,
    count(*) as n_baris_kini,
    0 as n_upt_dulu,
    count(distinct kode_upt) as n_upt_kini
from $now
group by periode
order by periode
