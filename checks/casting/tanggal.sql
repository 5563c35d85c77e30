-- Tanggal: 2025-11-30 apa adanya, selebihnya cara Indonesia (hari dahulu); tanggal yang tidak ada di kalender menjadi kosong.
create or replace macro tanggal(teks, jenis) as (
    case
        when regexp_full_match(teks, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast(teks as date)
        when jenis = 'n' then null
        else tanggal_tulisan(case when not regexp_full_match(teks, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then teks end)
    end
)
