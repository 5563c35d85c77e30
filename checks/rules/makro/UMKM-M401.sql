-- Jumlah WBP bekerja secara nasional semestinya tidak jauh dari dua belas bulan terakhir: satu seperempat kali atau empat perlimanya.
-- Satu seperempat: jumlah penghuni berubah beberapa persen sebulan; laporan yang terhitung dua kali menggesernya lebih dari itu.
with bulan as (
    select
        r.periode,
        'Nasional' as wilayah,
        sum(r.wbp_bekerja_orang) as jumlah
    from core.angka_upt as r
    where r.wbp_bekerja_orang is not null
    group by r.periode
),

lalu as (
    select
        b.*,
        setahun_lalu(b.jumlah, b.wilayah, b.periode) as dulu
    from bulan as b
)

select
    l.periode,
    l.wilayah,
    rapikan(cast(l.jumlah as varchar)) as value,
    biasanya(l.dulu, 0) as expected
from lalu as l
where l.jumlah > batas_atas(l.dulu, 1.25) or l.jumlah < batas_bawah(l.dulu, 1.25)
