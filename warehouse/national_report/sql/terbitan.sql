-- Terbitan yang sedang dibaca.
select
    release,
    diterbitkan_pada,
    dikutip,
    judul
from meta.release
order by diterbitkan_pada desc, release desc
limit 1
