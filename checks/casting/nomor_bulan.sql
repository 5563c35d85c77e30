-- Nama atau singkatan bulan, Indonesia maupun Inggris, menjadi nomornya; kosong bila bukan nama bulan.
create or replace macro nomor_bulan(kata) as (
    case
        when kata in ('jan', 'januari', 'january') then '1'
        when kata in ('feb', 'peb', 'februari', 'pebruari', 'february') then '2'
        when kata in ('mar', 'mrt', 'maret', 'march') then '3'
        when kata in ('apr', 'april') then '4'
        when kata in ('mei', 'may') then '5'
        when kata in ('jun', 'juni', 'june') then '6'
        when kata in ('jul', 'juli', 'july') then '7'
        when kata in ('agu', 'agt', 'ags', 'agust', 'agustus', 'aug', 'august') then '8'
        when kata in ('sep', 'sept', 'september') then '9'
        when kata in ('okt', 'oktober', 'oct', 'october') then '10'
        when kata in ('nov', 'nop', 'november', 'nopember') then '11'
        when kata in ('des', 'desember', 'dec', 'december') then '12'
    end
)
