-- Setiap kiriman yang dikenal UPT dan bulannya, juga yang dikembalikan dan ditolak, dengan kantor wilayahnya bulan itu.
select
    k.submission_id,
    k.kode_upt,
    k.periode,
    k.putusan,
    k.putusan in ('diterima', 'dikembalikan', 'ditolak') as diperiksa,
    s.file,
    s.sha256,
    coalesce(b.kanwil, u.kanwil, 'Tidak dikenal') as kanwil
from meta.kiriman as k
left join core.submission as s on k.submission_id = s.submission_id
left join core.upt_bulanan as b on k.periode = b.periode and k.kode_upt = b.kode_upt
left join core.upt as u
    on
        k.kode_upt = u.kode_upt
        and last_day(cast(k.periode || '-01' as date)) >= coalesce(u.berlaku_dari, date '0001-01-01')
        and last_day(cast(k.periode || '-01' as date)) <= coalesce(u.berlaku_sampai, date '9999-12-31')
where k.percobaan is not null and k.kode_upt is not null and k.periode is not null
