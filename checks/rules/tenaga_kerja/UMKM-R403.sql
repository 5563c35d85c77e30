-- Premi yang dibayarkan setiap penerima (premi di Penjualan dibagi penerima) semestinya tidak jauh dari biasanya: tiga kali atau
-- sepertiganya.
-- Tiga kali: jumlah penerima berubah sampai separuh dan omzet sampai dua kali; disebut pada bidang dengan penerima terbanyak.
with dulu as (
    select
        t._untuk,
        t.periode,
        t.penerima,
        p.premi
    from (
        select
            l._untuk,
            l.periode,
            sum(l.penerima_premi_orang) as penerima
        from riwayat_tenaga_kerja as l
        group by l._untuk, l.periode
    ) as t
    inner join (
        select
            l._untuk,
            l.periode,
            sum(l.premi_rp) as premi
        from riwayat_penjualan as l
        group by l._untuk, l.periode
    ) as p on t._untuk = p._untuk and t.periode = p.periode
    where t.penerima > 0 and p.premi > 0
),

lalu as (
    select
        d._untuk,
        list(d.premi / d.penerima) as premi
    from dulu as d
    group by d._untuk
),

kini as (
    select
        r._submission_id,
        sum(r.penerima_premi_orang) as penerima,
        arg_max(r._sheet, (r.penerima_premi_orang, -r._row)) as _sheet,
        arg_max(r._row, (r.penerima_premi_orang, -r._row)) as _row
    from tenaga_kerja as r
    where r.penerima_premi_orang > 0
    group by r._submission_id
),

dibayar as (
    select
        p._untuk,
        sum(p.premi_rp) as premi
    from rujukan_penjualan as p
    group by p._untuk
    having sum(p.premi_rp) > 0
)

select
    k._submission_id,
    k._sheet,
    k._row,
    'penerima_premi_orang' as field,
    biasanya(l.premi, 0) || ' setiap penerima' as expected
from kini as k
inner join dibayar as d on k._submission_id = d._untuk
inner join lalu as l on k._submission_id = l._untuk
where d.premi / k.penerima > batas_atas(l.premi, 3) or d.premi / k.penerima < batas_bawah(l.premi, 3)
