-- Jumlah omzet nasional semestinya tidak jauh dari dua belas bulan terakhir: satu setengah kali atau dua pertiganya ditanyakan.
-- Satu setengah: jumlah 612 UPT meredam musim (puasa dan pameran menggesernya 10-20 persen); satu omzet yang salah nol sudah tampak.
with bulan as (
    select
        r.periode,
        'Nasional' as wilayah,
        sum(r.omzet_rp) as jumlah
    from core.angka_upt as r
    where r.omzet_rp is not null
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
where l.jumlah > batas_atas(l.dulu, 1.5) or l.jumlah < batas_bawah(l.dulu, 1.5)
