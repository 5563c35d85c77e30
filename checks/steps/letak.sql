-- Di kolom mana sebuah isian berada: huruf dan judul kolom per lembar, berlaku dari baris judulnya sampai judul tabel berikutnya.
create or replace table _letak as
with berjudul as (
    select
        kolom.*,
        coalesce(try_cast(regexp_extract(kolom.header_cell, '[0-9]+$') as bigint), 0) as dari
    from kolom
    where kolom.dataset is not null and kolom.field is not null
),

-- Bila dua kolom berjudul sama, yang paling kiri yang dibaca.
terkiri as (
    select berjudul.*
    from berjudul
    qualify
        row_number() over (
            partition by berjudul._submission_id, berjudul._sheet, berjudul.dataset, berjudul.field, berjudul.dari
            order by length(berjudul.letter), berjudul.letter
        ) = 1
)

select
    terkiri.*,
    coalesce(
        lead(terkiri.dari) over (
            partition by terkiri._submission_id, terkiri._sheet, terkiri.dataset, terkiri.field
            order by terkiri.dari
        ),
        9223372036854775807
    ) as sebelum
from terkiri
