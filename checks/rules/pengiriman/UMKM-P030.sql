-- Tidak boleh ada NIK di sel mana pun: 16 angka dengan kode wilayah dan tanggal lahir yang mungkin (perempuan: tanggal + 40).
with panjang as (
    select
        s._submission_id,
        s._sheet,
        s.cell,
        regexp_replace(
            regexp_replace(
                s.text,
                '(' || repeat('[0-9]', 6) || ')[ .-](' || repeat('[0-9]', 6) || ')[ .-](' || repeat('[0-9]', 4) || ')', '\1\2\3', 'g'
            ),
            '(' || repeat('[0-9]', 4) || ')[ .-](' || repeat('[0-9]', 4) || ')[ .-](' || repeat('[0-9]', 4) || ')[ .-]('
            || repeat('[0-9]', 4) || ')',
            '\1\2\3\4', 'g'
        ) as text
    from semua_sel as s
    where length(s.text) >= 16 and regexp_matches(s.text, '[0-9][0-9][0-9][0-9]')
),

kata as (
    select
        p._submission_id,
        p._sheet,
        p.cell,
        unnest(regexp_extract_all(p.text, '[0-9][0-9.,]*')) as kata
    from panjang as p
),

bagian as (
    select
        k._submission_id,
        k._sheet,
        k.cell,
        rtrim(k.kata, '.,') as nik,
        try_cast(substr(k.kata, 7, 2) as integer) as hari,
        substr(k.kata, 9, 2) as bulan,
        substr(k.kata, 11, 2) as tahun
    from kata as k
    where regexp_full_match(rtrim(k.kata, '.,'), repeat('[0-9]', 16))
)

select distinct
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    b.cell
from bagian as b
where
    substr(b.nik, 1, 2) between '11' and '96'
    and substr(b.nik, 3, 2) between '01' and '79'
    and substr(b.nik, 13, 4) <> '0000'
    and coalesce(
        try_cast('20' || b.tahun || '-' || b.bulan || '-' || lpad(cast(if(b.hari > 40, b.hari - 40, b.hari) as varchar), 2, '0') as date),
        try_cast('19' || b.tahun || '-' || b.bulan || '-' || lpad(cast(if(b.hari > 40, b.hari - 40, b.hari) as varchar), 2, '0') as date)
    ) is not null
