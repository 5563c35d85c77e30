-- Setiap bulan dan wilayah: ukuran yang disamarkan bulan itu, dan yang disamarkan sejak awal tahun (angka berjalan
-- bulan ini dikurangi angka berjalan bulan lalu = angka bulan ini).
create or replace temp table _samar_daftar as
with bulan as (
    select distinct
        p.periode,
        w.wilayah
    from _bagian as p
    cross join (select distinct wilayah from _bagian) as w
)

select
    b.periode,
    b.wilayah,
    coalesce(list(distinct s.ukuran) filter (s.periode = b.periode), []) as ini,
    coalesce(list(distinct s.ukuran) filter (s.ukuran is not null), []) as berjalan
from bulan as b
left join _samar as s
    on b.wilayah = s.wilayah and left(b.periode, 4) = left(s.periode, 4) and b.periode >= s.periode
group by b.periode, b.wilayah
