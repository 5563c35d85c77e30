-- Setiap kewajiban lapor, dengan kiriman yang memenuhinya atau yang terakhir datang.
select
    k.* exclude (submission_id),
    k.keadaan <> 'DIKECUALIKAN' as dihitung,
    k.keadaan in ('TERPENUHI', 'TERPENUHI_TERLAMBAT', 'NIHIL_DIKONFIRMASI') as terpenuhi,
    k.keadaan in ('DIHARAPKAN', 'JATUH_TEMPO', 'TERLAMBAT') as terbuka,
    u.n_pengecualian,
    u.n_konfirmasi,
    coalesce(k.submission_id_berlaku, k.kiriman_terakhir) as submission_id,
    s.file,
    s.sha256
from core.kewajiban as k
left join core.upt_bulanan as u on k.periode = u.periode and k.kode_upt = u.kode_upt
left join core.submission as s on s.submission_id = coalesce(k.submission_id_berlaku, k.kiriman_terakhir)
