-- Angka nasional bulan itu dan dua belas bulan sebelumnya, yang terlama dulu.
select r.*
from mart.ringkasan_bulanan as r
where r.tingkat = 'nasional' and r.periode between $awal and $periode
order by r.periode
