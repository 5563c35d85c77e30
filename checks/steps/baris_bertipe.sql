-- Baris bertipe satu dataset untuk gudang: tanpa kolom bantu pemeriksaan.
select
    $kolom
from $dataset
order by _submission_id, _sheet nulls first, _row
