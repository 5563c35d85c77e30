-- Angka tanpa nol yang tidak perlu di belakang titik; teks lain dibiarkan.
create or replace macro rapikan(teks) as (
    case
        when regexp_full_match(teks, '-?[0-9]+\.[0-9]+') then rtrim(rtrim(teks, '0'), '.')
        else teks
    end
)
