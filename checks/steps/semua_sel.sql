-- Setiap sel yang terisi di seluruh berkas, satu baris satu sel, termasuk yang bukan data.
create or replace view semua_sel as
select
    _submission_id,
    _sheet,
    cell,
    teks as text
from _sel_dataset
union
select
    _submission_id,
    _sheet,
    cell,
    text
from sel
union
select
    _submission_id,
    _sheet,
    cell,
    text
from lain
