-- Isian yang tidak ada dalam daftar pilihan kolomnya.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field
from $dataset
where $asli is not null
