-- Kolom wajib yang kosong; bila kolomnya sama sekali tidak ada, aturan struktur yang menegur, sekali saja.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field
from $dataset
where
    $isi is null
    and _submission_id in (select k._submission_id from _ada_kolom as k where k.dataset = $nama and k.field = $nama_kolom)
