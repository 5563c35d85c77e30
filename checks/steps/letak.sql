-- Di kolom mana sebuah isian berada: huruf dan judul kolom per lembar, berlaku dari baris judulnya sampai judul tabel berikutnya.
create or replace table _letak as
select
    kolom._submission_id,
    kolom._sheet,
    kolom.dataset,
    kolom.field,
    kolom.letter,
    kolom.label,
    kolom.header_cell,
    coalesce(try_cast(regexp_extract(kolom.header_cell, '[0-9]+$') as bigint), 0) as dari,
    coalesce(
        lead(try_cast(regexp_extract(kolom.header_cell, '[0-9]+$') as bigint)) over (
            partition by kolom._submission_id, kolom._sheet, kolom.dataset, kolom.field
            order by try_cast(regexp_extract(kolom.header_cell, '[0-9]+$') as bigint) nulls first, kolom.letter
        ),
        9223372036854775807
    ) as sebelum
from kolom
where kolom.dataset is not null and kolom.field is not null
