-- Angka sebagaimana ditulis orang Indonesia menjadi angka polos (titik desimal, tanpa pemisah ribuan), atau kosong bila meragukan.
create or replace macro angka_polos(teks, jenis, skala, satuan) as (
    case
        when regexp_full_match(teks, '-?[0-9]{1,18}') then teks
        when jenis = 'n' then angka_mesin(teks, skala)
        else angka_tulisan(case when not regexp_full_match(teks, '-?[0-9]{1,18}') then teks end, skala, satuan)
    end
)
