-- Berapa baris satu tabel.
select count(*) as n_baris
from $origin
