-- Premi untuk satu satuan produk semestinya tidak di bawah tiga perempat premi yang dibayarkan UPT tahun lalu untuk produk yang
-- sama.
-- Tahun kalender lalu, sebab pembagian hasil ditetapkan per tahun; tiga perempat, sebab harga jual sendiri naik turun 10-20 persen.
-- Kurang dari enam bulan tahun lalu: tidak ada pembanding.
with kini as (
    select
        r._submission_id,
        r.kode_produk,
        lipat(r.satuan) as satuan,
        min(r.periode) as periode,
        sum(r.premi_rp) / sum(r.volume) as premi,
        arg_max(r._sheet, (r.omzet_rp, -r._row)) as _sheet,
        arg_max(r._row, (r.omzet_rp, -r._row)) as _row
    from penjualan as r
    where r.volume > 0 and r.premi_rp is not null and r.omzet_rp is not null
    group by r._submission_id, r.kode_produk, lipat(r.satuan)
),

bulanan as (
    select
        l._untuk,
        l.kode_produk,
        lipat(l.satuan) as satuan,
        l.periode,
        sum(l.premi_rp) / sum(l.volume) as premi
    from riwayat_penjualan as l
    where l.volume > 0 and l.premi_rp is not null
    group by l._untuk, l.kode_produk, lipat(l.satuan), l.periode
),

lalu as (
    select
        k._submission_id,
        k.kode_produk,
        k.satuan,
        list(b.premi) as premi
    from kini as k
    inner join bulanan as b
        on
            k._submission_id = b._untuk
            and k.kode_produk = b.kode_produk
            and k.satuan = b.satuan
            and cast(left(b.periode, 4) as integer) = cast(left(k.periode, 4) as integer) - 1
    group by k._submission_id, k.kode_produk, k.satuan
    having count(*) >= 6
)

select
    k._submission_id,
    k._sheet,
    k._row,
    'premi_rp' as field,
    biasanya(l.premi, 0) || ' setiap satuan' as expected
from kini as k
inner join lalu as l on k._submission_id = l._submission_id and k.kode_produk = l.kode_produk and k.satuan = l.satuan
where k.premi < 0.75 * list_aggregate(l.premi, 'median')
