-- Angka dengan koma desimal, seperti dibaca orang Indonesia; nomor versi seperti 1.0.0 dibiarkan.
create or replace macro koma(teks) as (
    case
        when regexp_matches(teks, '[0-9]\.[0-9]+\.[0-9]') then teks
        else regexp_replace(rapikan(teks), '([0-9])\.([0-9])', '\1,\2', 'g')
    end
)
