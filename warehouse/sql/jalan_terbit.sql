-- Jalannya aturan atas sekumpulan kiriman, beserta bulan laporannya.
select
    j.*,
    k.periode
from _jalan as j
left join _kiriman as k on j.submission_id = k.submission_id
order by j.submission_id, j.rule
