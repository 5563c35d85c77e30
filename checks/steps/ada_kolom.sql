-- Kolom mana yang memang ada di lembar sebuah laporan.
create or replace table _ada_kolom as
select distinct
    kolom._submission_id,
    kolom.dataset,
    kolom.field
from kolom
where kolom.dataset is not null and kolom.field is not null
