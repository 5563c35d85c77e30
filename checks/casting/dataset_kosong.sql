-- Tabel yang sama tanpa baris: kolom dan jenisnya saja, bila dataset ini tidak dikirim.
create or replace table $dataset as
select
    _submission_id,
    _sheet,
    _row,
    kode_upt,
    periode,
    $kolom
from $teks
where false
