-- Satu tabel terbuka yang tidak memuat hitungan orang.
select $kolom
from $asal
order by $kunci
