-- Ya atau tidak; tanda silang tidak diterima karena bisa berarti dipilih maupun ditolak.
create or replace macro ya_tidak(teks) as (
    case
        when lower(teks) in ('ya', 'y', 'iya', 'yes', 'true', 'benar', 'sudah', 'v', '1', '✓', '✔', '√', '☑') then true
        when lower(teks) in ('tidak', 't', 'tdk', 'no', 'n', 'false', 'salah', 'belum', 'bukan', '0', '☐') then false
    end
)
