-- Sisi lain yang sudah terbit: yang terakhir sebelum kiriman itu; bila hanya ada yang sesudahnya, yang berlaku (menyusul).
-- Sisi lain yang barisnya ada yang disisihkan belum lengkap: temuannya hanya catatan, seperti bila ia menyusul.
select
    n.submission_id as _untuk,
    n.dataset,
    t.submission_id as _sumber,
    t.kode_upt,
    t.periode,
    (t.diterima_pada, t.sha256, t.submission_id) > (n.diterima_pada, n.sha256, n.submission_id) as sesudahnya,
    sesudahnya or (t.submission_id, t.dataset) in (
        select (s.submission_id, s.dataset) from core.sisihan_berlaku as s
    ) as menyusul
from _butuh as n
inner join core.publikasi_terbit as t
    on n.kode_upt = t.kode_upt and n.periode = t.periode and n.dataset = t.dataset
where t.submission_id <> n.submission_id
qualify
    row_number() over (
        partition by n.submission_id, n.dataset
        order by sesudahnya asc, t.diterima_pada desc, t.sha256 desc, t.submission_id desc
    ) = 1
