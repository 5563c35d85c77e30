-- Kata seperti yang dibandingkan: huruf kecil, hanya huruf dan angka (m² = m2), satu spasi di antaranya.
create or replace macro lipat(teks) as (
    trim(regexp_replace(translate(lower(teks), '²³', '23'), '[^0-9a-z%]+', ' ', 'g'))
)
