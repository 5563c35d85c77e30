-- Sisi lain sebuah aturan antarlembar: bagian laporan itu sendiri, atau bila tidak ada, bagian yang sudah terbit.
create or replace table $rujukan as
select
    sendiri.*,
    sendiri._submission_id as _untuk
from $dataset as sendiri
union all by name
select konteks.*
from $konteks as konteks
where not exists (
        select 1
        from bagian
        where bagian._submission_id = konteks._untuk and bagian.dataset = $nama
    )
