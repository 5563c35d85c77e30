-- Angka asli lembar kerja: sisa pembulatan biner (kurang dari sepersejuta angka terakhir) dibulatkan, pecahan lebih rinci tidak.
create or replace macro angka_mesin(teks, skala) as (
    case
        when not regexp_full_match(teks, '-?[0-9]+\.[0-9]+') then null
        when length(rtrim(split_part(teks, '.', 2), '0')) <= skala then teks
        when
            abs(try_cast(teks as double) - round(try_cast(teks as double), skala))
            <= greatest(1e-6 * pow(10, -skala), 4e-16 * abs(try_cast(teks as double)))
            then cast(try_cast(round(try_cast(teks as double), skala) as decimal(38, 3)) as varchar)
    end
)
