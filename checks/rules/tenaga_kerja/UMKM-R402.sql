-- Jumlah seluruh pekerja semestinya tidak jauh dari biasanya: dua kali atau separuhnya, dan beda sedikitnya dua puluh orang.
-- Dua kali: jumlah semua bidang lebih tenang daripada satu bidang; dua puluh orang: satu regu kerja, di bawah itu UPT kecil selalu
-- berubah.
with lalu as (
    select
        b._untuk,
        list(coalesce(j.orang, 0)) as orang
    from riwayat_bagian as b
    left join (
        select
            l._untuk,
            l.periode,
            sum(coalesce(l.laki_laki_orang, 0) + coalesce(l.perempuan_orang, 0) + coalesce(l.anak_orang, 0)) as orang
        from riwayat_tenaga_kerja as l
        group by l._untuk, l.periode
    ) as j on b._untuk = j._untuk and b.periode = j.periode
    where b.dataset = 'tenaga_kerja'
    group by b._untuk
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        sum(coalesce(r.laki_laki_orang, 0) + coalesce(r.perempuan_orang, 0) + coalesce(r.anak_orang, 0)) as orang
    from tenaga_kerja as r
    where coalesce(r.laki_laki_orang, r.perempuan_orang, r.anak_orang) is not null
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'laki_laki_orang' as field,
    cast(k.orang as varchar) as value,
    biasanya(l.orang, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk
where
    (k.orang > batas_atas(l.orang, 2) or k.orang < batas_bawah(l.orang, 2))
    and abs(k.orang - list_aggregate(cast(l.orang as double[]), 'median')) >= 20
