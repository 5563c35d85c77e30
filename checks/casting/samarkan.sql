-- Nilai temuan yang boleh diterbitkan: angka, tanggal, ya/tidak, dan kode yang dikenal apa adanya; selebihnya bentuknya saja.
create or replace macro samarkan(teks) as (
    case
        when regexp_full_match(teks, '0[0-9]{4,}') or length(regexp_replace(teks, '[^0-9]', '', 'g')) > 12 then bentuk(teks)
        when angka(teks) is not null or tanggal(isi(teks), 't') is not null or ya_tidak(isi(teks)) is not null then teks
        when list_contains($kode, lipat(teks)) then teks
        else bentuk(teks)
    end
)
