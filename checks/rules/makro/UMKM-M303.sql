-- Jumlah omzet sebuah kantor wilayah semestinya tidak jauh dari dua belas bulan terakhir: dua kali atau separuhnya ditanyakan.
-- Dua kali: wilayah kecil hanya punya beberapa UPT, sehingga satu pesanan mebel atau satu UPT yang belum melapor sudah menggesernya.
with bulan as (
    select
        r.periode,
        u.kanwil as wilayah,
        sum(r.omzet_rp) as jumlah
    from core.penjualan as r
    inner join core.upt_bulanan as u on r.periode = u.periode and r.kode_upt = u.kode_upt
    group by r.periode, u.kanwil
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
where l.jumlah > batas_atas(l.dulu, 2) or l.jumlah < batas_bawah(l.dulu, 2)
