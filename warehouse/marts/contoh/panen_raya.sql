-- Hasil panen serentak menurut sektor; persen dan hasil per meter persegi selalu dari jumlah.
select
    periode,
    sektor,
    sum(hasil_kg) as hasil_kg,
    sum(luas_lahan_m2) as luas_lahan_m2,
    sum(nilai_rp) as nilai_rp
from mart.panen_raya
group by periode, sektor
order by periode, sektor
