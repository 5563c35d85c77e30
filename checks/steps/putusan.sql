-- Bahan putusan setiap laporan: banyaknya temuan menurut tingkat, dan aturan yang belum menjawab.
select
    pengiriman._submission_id,
    coalesce(temuan.jumlah, map {}) as jumlah,
    coalesce(belum.aturan, []) as belum
from pengiriman
left join (
    select
        h.submission_id,
        map_from_entries(list((h.severity, h.n))) as jumlah
    from (select t.submission_id, t.severity, count(*) as n from _temuan as t group by all) as h
    group by h.submission_id
) as temuan on pengiriman._submission_id = temuan.submission_id
left join (
    select
        p._submission_id,
        list(aturan.rule order by aturan.rule) as aturan
    from pengiriman as p
    cross join _aturan as aturan
    left join _jalannya_aturan as j on p._submission_id = j.submission_id and aturan.rule = j.rule
    where j.outcome is null or j.outcome = 'inconclusive'
    group by p._submission_id
) as belum on pengiriman._submission_id = belum._submission_id
order by pengiriman._submission_id
