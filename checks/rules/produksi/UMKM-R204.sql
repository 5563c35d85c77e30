-- Jumlah WBP yang terlibat dalam produksi semestinya tidak jauh dari biasanya: tiga kali atau sepertiganya, dan beda sepuluh orang.
-- Sepuluh orang: di UPT kecil, dua tiga orang pindah bidang sudah melipatkan jumlahnya, dan itu bukan kekeliruan.
with lalu as (
    select
        b._untuk,
        list(coalesce(j.orang, 0)) as orang
    from riwayat_bagian as b
    left join (
        select
            l._untuk,
            l.periode,
            sum(l.wbp_terlibat_orang) as orang
        from riwayat_produksi as l
        group by l._untuk, l.periode
    ) as j on b._untuk = j._untuk and b.periode = j.periode
    where b.dataset = 'produksi'
    group by b._untuk
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        sum(r.wbp_terlibat_orang) as orang
    from produksi as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'wbp_terlibat_orang' as field,
    cast(k.orang as varchar) as value,
    biasanya(l.orang, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk
where
    (k.orang > batas_atas(l.orang, 3) or k.orang < batas_bawah(l.orang, 3))
    and abs(k.orang - list_aggregate(cast(l.orang as double[]), 'median')) >= 10
