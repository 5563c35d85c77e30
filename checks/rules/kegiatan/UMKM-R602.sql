-- Banyaknya kegiatan yang lebih dari empat kali biasanya ditanyakan, bila lebih dari sepuluh (bulan nihil = 0).
-- Empat kali: bulan kemerdekaan dan hari bakti padat kegiatan; lebih dari itu biasanya kegiatan beberapa bulan yang tersalin
-- sekaligus.
with lalu as (
    select
        b._untuk,
        list(coalesce(b.n_baris, 0)) as jumlah
    from riwayat_bagian as b
    where b.dataset = 'kegiatan'
    group by b._untuk
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        count(*) as jumlah
    from kegiatan as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'nama_kegiatan' as field,
    cast(k.jumlah as varchar) as value,
    biasanya(l.jumlah, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk
where k.jumlah > 10 and k.jumlah > batas_atas(l.jumlah, 4)
