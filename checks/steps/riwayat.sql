-- Tempat bagi data bulan-bulan lalu dari UPT yang sama: kolom kontraknya, ditambah laporan yang dibandingkan dengannya.
create or replace table $riwayat as
select
    $kolom,
    cast(null as varchar) as _untuk
from $dataset
limit 0
