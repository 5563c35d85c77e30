-- Bentuk sebuah teks tanpa isinya: huruf besar A, huruf lain a, angka 9; tanda baca tetap.
create or replace macro bentuk(teks) as (
    left(
        regexp_replace(regexp_replace(regexp_replace(teks, '[\p{Ll}\p{Lo}\p{Lt}\p{Lm}]', 'a', 'g'), '\p{Lu}', 'A', 'g'), '\p{N}', '9', 'g'),
        60
    )
)
