-- UPT setiap bulan yang ada kirimannya, juga bulan yang belum punya laporan terbit.
with kiriman as (
    select distinct
        periode,
        kode_upt,
        last_day(cast(periode || '-01' as date)) as akhir_tanggal
    from meta.kiriman
    where percobaan is not null and kode_upt is not null and periode is not null
)

select
    periode,
    kode_upt,
    kanwil,
    kode_provinsi,
    cast(null as varchar) as submission_id,
    cast(null as varchar) as file,
    cast(null as varchar) as sha256
from core.upt_bulanan
union by name
select
    p.periode,
    u.kode_upt,
    u.kanwil,
    u.kode_provinsi
from (
    select distinct
        periode,
        akhir_tanggal
    from kiriman
) as p
inner join core.upt as u
    on
        p.akhir_tanggal >= coalesce(u.berlaku_dari, date '0001-01-01')
        and p.akhir_tanggal <= coalesce(u.berlaku_sampai, date '9999-12-31')
where
    p.periode not in (select b.periode from core.upt_bulanan as b)
    or (p.periode, u.kode_upt) in (select (k.periode, k.kode_upt) from kiriman as k)
