-- Baris bertipe satu dataset seperti dilihat juri kedua, dengan kolom bantu untuk isian wajib, pilihan, dan isian berulang.
create or replace table $uji as
select
    _submission_id,
    $kolom
from $dataset
