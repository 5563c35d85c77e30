-- Sidik yang diperlihatkan sebuah terbitan selain jalannya aturan, menurut bulan laporan; kiriman tanpa bulan berkumpul pada bulan kosong.
-- Berubah bila publikasi, kiriman, kewajiban, sisihan, temuan, atau jawaban berubah. Fakta bertambah bersama publikasi.
with bulan_kiriman as (
    select
        submission_id,
        coalesce(any_value(periode), '') as periode
    from (
        select
            submission_id,
            periode
        from _kiriman
        union all
        select
            submission_id,
            periode
        from core.submission
    ) as dikenal
    group by submission_id
),

sidik as (
    select
        p.periode,
        'publikasi' as asal,
        hash(p) as nilai
    from core.publikasi as p
    union all
    select
        coalesce(s.periode, '') as periode,
        'kiriman' as asal,
        hash(s) as nilai
    from core.submission as s
    union all
    select
        k.periode,
        'kewajiban' as asal,
        hash(k) as nilai
    from core.kewajiban as k
    union all
    select
        b.periode,
        'sisihan' as asal,
        hash(s) as nilai
    from core.sisihan as s
    inner join bulan_kiriman as b on s.submission_id = b.submission_id
    union all
    select
        coalesce(k.periode, '') as periode,
        'buku besar' as asal,
        hash(k) as nilai
    from _kiriman as k
    union all
    select
        coalesce(b.periode, '') as periode,
        'temuan' as asal,
        hash(t) as nilai
    from _temuan as t
    left join bulan_kiriman as b on t.submission_id = b.submission_id
    union all
    -- Jawaban berlaku juga pada temuan yang sama di kiriman lain.
    select
        coalesce(b.periode, '') as periode,
        'jawaban' as asal,
        hash(k) as nilai
    from _keputusan as k
    left join (
        select
            finding_id,
            submission_id
        from _temuan
        union all
        select
            finding_id,
            submission_id
        from _keputusan
    ) as t on k.finding_id = t.finding_id
    left join bulan_kiriman as b on t.submission_id = b.submission_id
)

select
    periode,
    string_agg(asal || ':' || n || ':' || jumlah, ' ' order by asal) as sidik
from (
    select
        periode,
        asal,
        count(*) as n,
        sum(nilai) as jumlah
    from sidik
    group by periode, asal
) as dijumlahkan
group by periode
order by periode
