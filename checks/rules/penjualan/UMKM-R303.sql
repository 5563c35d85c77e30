-- Jumlah omzet sebulan yang kurang dari seperempat biasanya ditanyakan (bulan nihil = 0).
-- Seperempat: bulan sepi turun menjadi separuh; yang kurang dari seperempat biasanya kanal atau halaman yang tertinggal, atau
-- ditulis dalam ribuan.
with lalu as (
    select
        b._untuk,
        list(coalesce(j.jumlah, 0)) as jumlah
    from riwayat_bagian as b
    left join (
        select
            l._untuk,
            l.periode,
            sum(l.omzet_rp) as jumlah
        from riwayat_penjualan as l
        group by l._untuk, l.periode
    ) as j on b._untuk = j._untuk and b.periode = j.periode
    where b.dataset = 'penjualan'
    group by b._untuk
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        sum(r.omzet_rp) as jumlah
    from penjualan as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'omzet_rp' as field,
    rapikan(cast(k.jumlah as varchar)) as value,
    biasanya(l.jumlah, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk
where k.jumlah < batas_bawah(l.jumlah, 4)
