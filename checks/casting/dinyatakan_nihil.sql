-- Sel Nihil menyatakan nihil: "ya", kata lain untuk itu, atau kata "nihil" sendiri.
create or replace macro dinyatakan_nihil(teks) as (
    coalesce(ya_tidak(isi(teks)), false) or coalesce(lipat(teks) = 'nihil', false)
)
