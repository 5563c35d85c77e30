-- Jumlah panen raya di mart menurut sektor, komoditas, dan provinsi harus sama dengan jumlah seluruh baris panen raya bulan itu, dalam kg.
-- Setengah kg: keduanya dihitung dari baris yang sama; beda berarti ada UPT atau provinsi yang jatuh dari penjumlahan.
with baris as (
    select
        r.periode,
        sum(r.hasil_kg) as hasil_kg
    from core.panen as r
    where r.panen_raya
    group by r.periode
),

sektor as (
    select
        m.periode,
        sum(m.hasil_kg) as hasil_kg
    from mart.panen_raya as m
    group by m.periode
)

select
    b.periode,
    'Nasional' as wilayah,
    rapikan(cast(coalesce(s.hasil_kg, 0) as varchar)) || ' kg' as value,
    rapikan(cast(b.hasil_kg as varchar)) || ' kg' as expected
from baris as b
left join sektor as s on b.periode = s.periode
where abs(coalesce(s.hasil_kg, 0) - b.hasil_kg) > 0.5
