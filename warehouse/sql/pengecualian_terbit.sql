-- Temuan yang dikecualikan: oleh siapa dan mengapa ada di buku besar; di sini apa, sejak kapan, dan sampai kapan.
select
    t.submission_id,
    s.kode_upt,
    s.periode,
    t.dataset,
    t.rule,
    t.field,
    t.sheet,
    t.cell,
    k.reason_code as alasan,
    k.reason_code is null as alasan_bebas,
    k.at as dikabulkan_pada,
    k.expires_on as berlaku_sampai,
    nullif(k.submission_id, t.submission_id) as dibawa_dari
from _temuan as t
inner join _keputusan as k
    on
        t.finding_id = k.finding_id
        and t.value_hash is not distinct from k.value_hash
        and k.kind = 'waive_approve'
left join _kiriman as s on t.submission_id = s.submission_id
where t.status = 'waived'
qualify row_number() over (partition by t.submission_id, t.finding_id, t.ordinal order by k.expires_on desc, k.id desc) = 1
order by s.periode, s.kode_upt, t.submission_id, t.rule, t.sheet, t.cell
