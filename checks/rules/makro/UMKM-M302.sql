-- Satu UPT semestinya tidak menyumbang lebih dari seperempat omzet nasional, bila sedikitnya dua puluh UPT menjual sesuatu.
-- Seperempat: UPT terbesar yang tercatat menyumbang beberapa persen; lebih dari seperempat hampir pasti kelebihan nol.
with upt as (
    select
        r.periode,
        r.kode_upt,
        r.omzet_rp as jumlah
    from core.angka_upt as r
    where r.omzet_rp > 0
),

bagian as (
    select
        u.periode,
        u.kode_upt,
        100 * u.jumlah / sum(u.jumlah) over (partition by u.periode) as persen,
        count(*) over (partition by u.periode) as n_upt
    from upt as u
)

select
    b.periode,
    b.kode_upt as wilayah,
    cast(cast(b.persen as decimal(9, 1)) as varchar) as value,
    'paling banyak 25' as expected
from bagian as b
where b.n_upt >= 20 and b.persen > 25
