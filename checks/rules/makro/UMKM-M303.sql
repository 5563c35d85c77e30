-- Jumlah omzet sebuah kantor wilayah semestinya tidak jauh dari dua belas bulan terakhir: dua kali atau separuhnya ditanyakan.
-- Dua kali: wilayah kecil hanya punya beberapa UPT, sehingga satu pesanan mebel atau satu UPT yang belum melapor sudah menggesernya.
with bulan as (
    select
        r.periode,
        u.kanwil as wilayah,
        sum(r.omzet_rp) as jumlah
    from core.angka_upt as r
    inner join core.upt_bulanan as u on r.periode = u.periode and r.kode_upt = u.kode_upt
    where r.omzet_rp is not null
    group by r.periode, u.kanwil
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
where l.jumlah > batas_atas(l.dulu, 2) or l.jumlah < batas_bawah(l.dulu, 2)
