-- Banyaknya UPT yang melapor semestinya tidak jauh di bawah biasanya dalam dua belas bulan terakhir, sesudah masa tenggangnya lewat.
-- Sembilan persepuluh: jumlah UPT hampir tetap (612), sehingga turun sepersepuluh berarti satu kantor wilayah besar belum masuk.
with bulan as (
    select
        b.periode,
        count(distinct b.kode_upt) as upt
    from core.publikasi_berlaku as b
    group by b.periode
),

lalu as (
    select
        k.periode,
        k.upt,
        list(l.upt) as dulu
    from bulan as k
    inner join bulan as l
        on
            k.periode > l.periode
            and l.periode >= strftime(cast(k.periode || '-01' as date) - interval 12 months, '%Y-%m')
    group by k.periode, k.upt
)

select
    l.periode,
    'Nasional' as wilayah,
    cast(l.upt as varchar) as value,
    biasanya(l.dulu, 0) as expected
from lalu as l
where
    len(l.dulu) >= 6
    and l.upt < 0.9 * list_aggregate(cast(l.dulu as double[]), 'median')
    and not exists (
        select 1
        from core.kewajiban as k
        where k.periode = l.periode and k.keadaan in ('DIHARAPKAN', 'JATUH_TEMPO')
    )
