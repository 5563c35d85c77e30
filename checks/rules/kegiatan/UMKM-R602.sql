-- Banyaknya kegiatan yang lebih dari empat kali biasanya ditanyakan, bila lebih dari sepuluh (bulan nihil = 0).
-- Empat kali: bulan kemerdekaan dan hari bakti padat kegiatan; lebih dari itu biasanya kegiatan beberapa bulan yang tersalin
-- sekaligus.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'nama_kegiatan' as field,
    cast(k.jumlah as varchar) as value,
    biasanya(l.jumlah, 0) as expected
from baris_kini('kegiatan') as k
inner join baris_lalu('kegiatan') as l on k._submission_id = l._untuk
where k.jumlah > 10 and k.jumlah > batas_atas(l.jumlah, 4)
