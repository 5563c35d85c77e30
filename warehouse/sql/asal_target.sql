-- Target setahun, dari tabel target yang mana pun; bulannya Januari sampai Desember tahun itu.
select
    t.*,
    p.periode,
    cast(null as varchar) as kode_upt,
    cast(null as varchar) as submission_id,
    cast(null as varchar) as file,
    cast(null as varchar) as sha256
from $targets as t
inner join core.periode as p on t.tahun = p.tahun
