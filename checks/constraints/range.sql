-- Isian di luar batas bawah atau batas atas kolomnya.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field
from $dataset
where $kolom < cast($minimum as $jenis) or $kolom > cast($maximum as $jenis)
