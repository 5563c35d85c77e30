-- Panen serentak bulan itu menurut hari, sektor, dan satuan.
select
    panen_tanggal,
    sektor,
    satuan,
    sum(hasil) as hasil,
    sum(hasil_kg) as hasil_kg,
    sum(nilai_rp) as nilai_rp,
    sum(upt_panen) as upt_dan_komoditas
from mart.panen_raya
where periode = $periode
group by panen_tanggal, sektor, satuan
order by panen_tanggal, sektor, satuan
