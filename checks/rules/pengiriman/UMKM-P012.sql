-- Kode UPT dan nama UPT yang tertulis harus menunjuk UPT yang sama: tempatnya sama, dan Bapas atau LPKA tidak disebut Lapas atau Rutan.
with pasangan as (
    select
        p.*,
        u.nama_upt,
        u.jenis,
        replace(lipat(p.nama_tertulis), ' ', '') as tertulis,
        replace(lipat(substr(u.kode_upt, strpos(u.kode_upt, '-') + 1)), ' ', '') as tempat,
        replace(lipat(u.nama_sumber), ' ', '') as sumber
    from pengiriman as p
    inner join upt as u on p.kode_upt = u.kode_upt
    where isi(p.nama_tertulis) is not null
)

select
    p._submission_id,
    p.nama_sheet as _sheet,
    cast(null as bigint) as _row,
    'nama_upt' as field,
    p.nama_cell as cell,
    p.nama_tertulis as value,
    p.nama_upt as expected
from pasangan as p
where
    p.tertulis <> p.sumber
    and p.nama_kode is distinct from p.kode_upt
    and replace(lipat(p.kode_upt), ' ', '') not in (p.tertulis)
    and (
        not contains(p.tertulis, p.tempat)
        or (regexp_matches(p.tertulis, 'bapas|balaipemasyarakatan') and p.jenis <> 'Bapas')
        or (regexp_matches(p.tertulis, 'lpka|khususanak') and p.jenis <> 'LPKA')
        or (regexp_matches(p.tertulis, 'lapas|lembagapemasyarakatan|rutan|rumahtahanan') and p.jenis in ('Bapas', 'LPKA'))
    )
