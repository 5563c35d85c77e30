-- Nasional dikurangi kantor wilayah yang tampil = jumlah yang disamarkan. Selama jumlah itu sendiri di bawah $batas, satu
-- kantor wilayah lagi disamarkan: yang bagiannya paling kecil. Diulang sampai tidak ada lagi yang bertambah.
insert into _samar
with kurang as (
    select
        b.periode,
        b.ukuran,
        b.bagian
    from _bagian as b
    semi join _samar as s on b.periode = s.periode and b.wilayah = s.wilayah and b.ukuran = s.ukuran
    anti join _samar as n on b.periode = n.periode and b.ukuran = n.ukuran and n.wilayah = ''
    where b.wilayah <> ''
    group by b.periode, b.ukuran, b.bagian
    having sum(b.nilai) <> 0 and sum(b.nilai) < $batas
),

terkecil as (
    select
        b.periode,
        b.wilayah,
        b.ukuran
    from _bagian as b
    semi join kurang as k on b.periode = k.periode and b.ukuran = k.ukuran and b.bagian = k.bagian
    anti join _samar as s on b.periode = s.periode and b.wilayah = s.wilayah and b.ukuran = s.ukuran
    where b.wilayah <> '' and b.nilai > 0
    qualify row_number() over (partition by b.periode, b.ukuran, b.bagian order by b.nilai, b.wilayah) = 1
)

select distinct
    periode,
    wilayah,
    ukuran
from terkecil
