-- Setiap UPT setiap bulan, dengan bagian laporannya yang berlaku; tanpa kiriman bila belum melapor.
select
    u.*,
    b.dataset,
    b.nihil as nihil_bagian,
    b.submission_id,
    s.file,
    s.sha256,
    s.n_pengecualian as pengecualian_kiriman,
    s.n_konfirmasi as konfirmasi_kiriman
from core.upt_bulanan as u
left join core.publikasi_berlaku as b on u.periode = b.periode and u.kode_upt = b.kode_upt
left join core.submission as s on b.submission_id = s.submission_id
