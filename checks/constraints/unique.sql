-- Isian yang sudah tertulis lebih dahulu dalam laporan yang sama; yang pertama tidak ditegur.
create or replace view $view as
select
    _submission_id,
    _sheet,
    _row,
    $nama_kolom as field,
    'satu kali, sudah ada di baris ' || first_value(_row) over urut as expected
from $dataset
where $kolom is not null
window urut as (partition by _submission_id, $kolom order by _sheet nulls first, _row)
qualify row_number() over urut > 1
