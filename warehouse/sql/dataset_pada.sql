-- Baris fakta yang berlaku menurut catatan sampai saat itu: yang terbit atau ditarik sesudahnya belum terjadi.
with terbit as (
    select *
    from core.publikasi
    where dataset = $dataset and pada <= cast(saat as timestamp)
    qualify row_number() over (partition by submission_id order by pada desc) = 1 and aksi = 'terbit'
),

berlaku as (
    select submission_id
    from terbit
    qualify row_number() over (partition by kode_upt, periode order by diterima_pada desc, sha256 desc, submission_id desc) = 1
),

tersisih as (
    select
        submission_id,
        sheet,
        "row"
    from core.sisihan
    where dataset = $dataset and pada <= cast(saat as timestamp)
    qualify row_number() over (partition by submission_id, sheet, "row" order by pada desc) = 1 and aksi = 'sisih'
)

select $columns
from $rows as r
where
    r._submission_id in (select b.submission_id from berlaku as b)
    and not exists (
        select 1
        from tersisih as s
        where
            s.submission_id = r._submission_id
            and s.sheet is not distinct from r._sheet
            and s."row" = r._row
    )
