-- Banyaknya kegiatan yang kurang dari seperempat biasanya ditanyakan (bulan nihil = 0).
-- Seperempat: bulan puasa mengurangi kegiatan menjadi separuh; kurang dari itu biasanya ada halaman yang tertinggal.
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
where k.jumlah < batas_bawah(l.jumlah, 4)
