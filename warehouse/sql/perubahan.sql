-- Angka satu dataset yang bergerak antara dua terbitan, menurut bulan dan kantor wilayah; kantor wilayah kosong: seluruh Indonesia.
with berdampingan as (
    select
        coalesce(k.periode, d.periode) as periode,
        coalesce(k.kanwil, d.kanwil) as kanwil,
        coalesce(k.ukuran, d.ukuran) as ukuran,
        coalesce(d.nilai, 0) as sebelum,
        coalesce(k.nilai, 0) as sesudah
    from ($kini) as k
    full join ($dulu) as d on k.periode = d.periode and k.kanwil = d.kanwil and k.ukuran = d.ukuran
),

nasional as (
    select
        periode,
        null as kanwil,
        ukuran,
        sum(sebelum) as sebelum,
        sum(sesudah) as sesudah
    from berdampingan
    group by periode, ukuran
),

semua as (
    select * from berdampingan
    union all
    select * from nasional
)

select
    $nama_dataset as dataset,
    periode,
    kanwil,
    ukuran,
    sebelum,
    sesudah
from semua
where sebelum <> sesudah
order by periode, kanwil nulls first, ukuran
