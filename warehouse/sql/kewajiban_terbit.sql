-- Kewajiban dengan nama kolom yang dibaca analis; nama orang dan alasan tetap di buku besar.
select
    periode,
    kode_upt,
    kanwil,
    dataset,
    state as keadaan,
    due as jatuh_tempo,
    grace_until as tenggang_sampai,
    received_at as diterima_pada,
    on_time as tepat_waktu,
    submission_id,
    in_force_id as submission_id_berlaku,
    last_attempt as kiriman_terakhir,
    last_attempt_state as kiriman_terakhir_keadaan,
    last_attempt_at as kiriman_terakhir_pada,
    exception as pengecualian
from _kewajiban
