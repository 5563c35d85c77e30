-- Angka tanpa nol yang tidak perlu di belakang titik, juga di tengah teks; nomor versi seperti 1.0.0 dibiarkan.
create or replace macro rapikan(teks) as (
    case
        when regexp_matches(teks, '[0-9]\.[0-9]+\.[0-9]') then teks
        else regexp_replace(
                regexp_replace(teks, '([0-9]\.[0-9]*[1-9])0+([^0-9]|$)', '\1\2', 'g'), '([0-9])\.0+([^0-9]|$)', '\1\2', 'g'
            )
    end
)
