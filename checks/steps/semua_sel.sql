-- Setiap sel yang terisi di seluruh berkas, satu baris satu sel, termasuk yang bukan data.
create or replace view semua_sel as
select
    _submission_id,
    _sheet,
    cell,
    teks as text
from _sel_dataset
union all
select
    _submission_id,
    _sheet,
    cell,
    text
from sel
union all
select
    lain._submission_id,
    lain._sheet,
    lain.cell,
    lain.text
from lain
where not exists (
        select 1
        from sel
        where sel._submission_id = lain._submission_id and sel._sheet is not distinct from lain._sheet and sel.cell = lain.cell
    )
