-- Kode UPT dan bulan di awal nama berkas (KODE_TTTT-BB) harus sama dengan yang tertulis di dalamnya.
with nama as (
    select
        p.*,
        regexp_extract(p.file, '([A-Za-z0-9-]+)_(20[0-9][0-9]-[01][0-9])[^/]*', ['kode', 'periode']) as awal
    from pengiriman as p
)

select
    n._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    'kode_upt' as field,
    n.awal.kode as value,
    n.kode_upt as expected
from nama as n
inner join upt as u on u.kode_upt = upper(n.awal.kode)
where u.kode_upt <> n.kode_upt
union all
select
    n._submission_id,
    cast(null as varchar) as _sheet,
    cast(null as bigint) as _row,
    'periode' as field,
    n.awal.periode as value,
    n.periode as expected
from nama as n
where n.awal.periode <> '' and n.awal.periode <> n.periode
