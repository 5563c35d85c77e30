-- Jumlah WBP bekerja secara nasional semestinya tidak jauh dari dua belas bulan terakhir: satu seperempat kali atau empat perlimanya.
-- Satu seperempat: jumlah penghuni berubah beberapa persen sebulan; laporan yang terhitung dua kali menggesernya lebih dari itu.
with bulan as (
    select
        r.periode,
        'Nasional' as wilayah,
        sum(coalesce(r.laki_laki_orang, 0) + coalesce(r.perempuan_orang, 0) + coalesce(r.anak_orang, 0)) as jumlah
    from core.tenaga_kerja as r
    group by r.periode
),

lalu as (
    select
        k.periode,
        k.wilayah,
        k.jumlah,
        list(l.jumlah) as dulu
    from bulan as k
    inner join bulan as l
        on
            k.wilayah = l.wilayah
            and k.periode > l.periode
            and l.periode >= strftime(cast(k.periode || '-01' as date) - interval 12 months, '%Y-%m')
    group by k.periode, k.wilayah, k.jumlah
)

select
    l.periode,
    l.wilayah,
    rapikan(cast(l.jumlah as varchar)) as value,
    biasanya(l.dulu, 0) as expected
from lalu as l
where l.jumlah > batas_atas(l.dulu, 1.25) or l.jumlah < batas_bawah(l.dulu, 1.25)
