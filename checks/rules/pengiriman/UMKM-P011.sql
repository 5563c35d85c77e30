-- UPT yang tertulis harus ada dalam daftar UPT dan menunjuk tepat satu UPT; yang mirip disebut sebagai harapan.
with tertulis as (
    select
        p._submission_id,
        case when isi(p.kantor_tertulis) is not null then p.kantor_sheet else p.nama_sheet end as _sheet,
        case when isi(p.kantor_tertulis) is not null then p.kantor_cell else p.nama_cell end as cell,
        coalesce(isi(p.kantor_tertulis), isi(p.nama_tertulis)) as value,
        p.kandidat
    from pengiriman as p
    where p.kode_upt is null and coalesce(isi(p.kantor_tertulis), isi(p.nama_tertulis)) is not null
)

select
    t._submission_id,
    t._sheet,
    cast(null as bigint) as _row,
    'kode_upt' as field,
    t.cell,
    t.value,
    array_to_string(
        arg_max(
            u.kode_upt || ' (' || u.nama_upt || ')',
            coalesce(3 - nullif(strpos(t.kandidat, u.kode_upt), 0) / 1000.0, 0)
            + greatest(
                jaro_winkler_similarity(lipat(t.value), lipat(u.nama_upt)),
                jaro_winkler_similarity(lipat(t.value), lipat(u.kode_upt))
            ) / 1000,
            3
        ), ', '
    ) as expected
from tertulis as t
cross join upt as u
group by t._submission_id, t._sheet, t.cell, t.value
