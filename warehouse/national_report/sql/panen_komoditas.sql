-- Komoditas bulan itu menurut kilogram; hasil per meter persegi hanya dari panen yang mengisi keduanya.
select
    lower(komoditas) as komoditas,
    sektor,
    sum(hasil_kg) as hasil_kg,
    sum(nilai_rp) as nilai_rp,
    cast(
        sum(hasil_kg) filter (where luas_lahan_m2 > 0) / nullif(sum(luas_lahan_m2) filter (where hasil_kg is not null), 0)
        as decimal(24, 4)
    ) as hasil_per_m2_kg,
    count(distinct kode_upt) as upt
from core.panen
where periode = $periode and hasil_kg is not null
group by lower(komoditas), sektor
order by hasil_kg desc, komoditas
