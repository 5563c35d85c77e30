-- Jumlah pekerja sebuah bidang semestinya tidak jauh dari biasanya: tiga kali atau sepertiganya, dan beda sedikitnya sepuluh orang.
-- Sepuluh orang: bidang kecil berlipat ketika dua tiga orang masuk; tiga kali: pindah bidang dan bebas jarang mengubah lebih dari
-- separuh.
with jumlah as (
    select
        l._untuk,
        lipat(l.bidang) as bidang,
        l.periode,
        sum(coalesce(l.laki_laki_orang, 0) + coalesce(l.perempuan_orang, 0) + coalesce(l.anak_orang, 0)) as orang
    from riwayat_tenaga_kerja as l
    group by l._untuk, lipat(l.bidang), l.periode
),

lalu as (
    select
        p._untuk,
        p.bidang,
        list(coalesce(j.orang, 0)) as orang
    from (select distinct j._untuk, j.bidang from jumlah as j) as p
    inner join riwayat_bagian as b on p._untuk = b._untuk and b.dataset = 'tenaga_kerja'
    left join jumlah as j on p._untuk = j._untuk and p.bidang = j.bidang and b.periode = j.periode
    group by p._untuk, p.bidang
),

kini as (
    select
        r.*,
        coalesce(r.laki_laki_orang, 0) + coalesce(r.perempuan_orang, 0) + coalesce(r.anak_orang, 0) as orang,
        case
            when r.anak_orang > greatest(coalesce(r.laki_laki_orang, 0), coalesce(r.perempuan_orang, 0)) then 'anak_orang'
            when r.perempuan_orang > coalesce(r.laki_laki_orang, 0) then 'perempuan_orang'
            else 'laki_laki_orang'
        end as terbanyak
    from tenaga_kerja as r
    where coalesce(r.laki_laki_orang, r.perempuan_orang, r.anak_orang) is not null
)

select
    k._submission_id,
    k._sheet,
    k._row,
    k.terbanyak as field,
    cast(k.orang as varchar) as value,
    biasanya(l.orang, 0) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk and lipat(k.bidang) = l.bidang
where
    (k.orang > batas_atas(l.orang, 3) or k.orang < batas_bawah(l.orang, 3))
    and abs(k.orang - list_aggregate(cast(l.orang as double[]), 'median')) >= 10
