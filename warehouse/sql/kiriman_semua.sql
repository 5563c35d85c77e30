-- Setiap kiriman yang dikenal buku besar, juga yang dikembalikan dan ditolak, dan bagaimana penilaiannya yang terakhir.
select
    submission_id,
    kode_upt,
    periode,
    percobaan,
    diterima_pada,
    case verdict
        when 'accepted' then 'diterima'
        when 'returned' then 'dikembalikan'
        when 'rejected' then 'ditolak'
        when 'failed' then 'gagal'
    end as putusan
from _kiriman
order by periode, kode_upt, diterima_pada, submission_id
