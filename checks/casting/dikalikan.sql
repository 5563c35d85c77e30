-- Angka yang ditulis dalam ribuan, jutaan, atau hektare menjadi angka dalam satuan kolomnya; sel yang menulis juta sendiri meragukan.
create or replace macro dikalikan(teks, jenis, satuan, pengali) as (
    case
        when not regexp_matches(lower(teks), 'ribu|rb|juta|jt|mil')
            then cast(try_cast(angka_polos(teks, jenis, 6, satuan) as decimal(18, 6)) as decimal(26, 6)) * pengali
    end
)
