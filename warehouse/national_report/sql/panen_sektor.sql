-- Panen bulan itu menurut sektor dan satuan asal; ekor, butir, dan liter tetap sendiri, tidak dijadikan kilogram.
select
    sektor,
    satuan,
    sum(hasil) as hasil,
    sum(hasil_kg) as hasil_kg,
    sum(luas_lahan_m2) as luas_lahan_m2,
    sum(nilai_rp) as nilai_rp,
    count(distinct kode_upt) as upt,
    count(*) as panen
from core.panen
where periode = $periode
group by sektor, satuan
order by sektor, hasil_kg desc nulls last, satuan
