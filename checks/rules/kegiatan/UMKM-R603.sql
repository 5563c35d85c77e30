-- Banyaknya kegiatan yang kurang dari seperempat biasanya ditanyakan (bulan nihil = 0).
-- Seperempat: bulan puasa mengurangi kegiatan menjadi separuh; kurang dari itu biasanya ada halaman yang tertinggal.
select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'nama_kegiatan' as field,
    cast(k.jumlah as varchar) as value,
    biasanya(l.jumlah, 0) as expected
from baris_kini('kegiatan') as k
inner join baris_lalu('kegiatan') as l on k._submission_id = l._untuk
where k.jumlah < batas_bawah(l.jumlah, 4)
