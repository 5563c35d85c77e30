-- Satuan satu kolom.
select any_value(k.unit) as unit
from meta."column" as k
where k."table" = $tabel and k."column" = $kolom
