-- Baris laporan di balik satu angka, dengan kiriman asalnya.
select
    f._submission_id as submission_id,
    s.file,
    s.sha256,
    f.kode_upt,
    f.periode,
    f._sheet as sheet,
    f._row as "row",
    $shown as nilai,
    $key as kunci
from $facts as f
inner join core.submission as s on f._submission_id = s.submission_id
inner join core.upt_bulanan as u on f.periode = u.periode and f.kode_upt = u.kode_upt
where
    $shown is not null
    and $wanted
    and (
        $also is null
        or exists (
            select 1
            from core.publikasi_berlaku as b
            where b.periode = f.periode and b.kode_upt = f.kode_upt and b.dataset = $also
        )
    )
order by f.periode, f.kode_upt, f._submission_id, f._sheet, f._row
