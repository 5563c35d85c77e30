-- Isian yang lebih panjang dari yang muat.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field
from $dataset
where length($kolom) > $panjang
