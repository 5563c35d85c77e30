-- Angka panen serentak yang diumumkan menurut sektor bila dijumlahkan harus sama dengan jumlah yang diumumkan, sampai satu kg.
-- Satu kg: setiap kelompok dibulatkan ke kg; pada 15 Januari 2026 jumlahnya tepat (99.930 + 4.019 + 19.608 = 123.557 kg).
with jumlah as (
    select
        m.panen_tanggal,
        sum(m.hasil_kg) filter (m.kelompok <> 'Seluruhnya') as bagian,
        sum(m.hasil_kg) filter (m.kelompok = 'Seluruhnya') as seluruhnya
    from core.panen_resmi as m
    group by m.panen_tanggal
)

select
    strftime(j.panen_tanggal, '%Y-%m') as periode,
    'Nasional' as wilayah,
    rapikan(cast(j.bagian as varchar)) || ' kg' as value,
    rapikan(cast(j.seluruhnya as varchar)) || ' kg' as expected
from jumlah as j
where abs(j.bagian - j.seluruhnya) > 1
