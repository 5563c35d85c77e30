-- Isian yang bentuknya tidak sesuai pola kolomnya.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field
from $dataset
where not regexp_full_match($kolom, $pola)
