-- Berapa baris yang harus dilihat juri kedua.
select count(*) as n
from $relasi
