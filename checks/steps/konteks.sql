-- Tempat bagi data yang sudah terbit: kolomnya sama dengan baris bertipe, ditambah laporan yang memerlukannya.
create or replace table $konteks as
select
    *,
    cast(null as varchar) as _untuk
from $dataset
limit 0
