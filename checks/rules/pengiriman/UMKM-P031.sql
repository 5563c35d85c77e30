-- Tidak boleh ada kolom NIK, nomor KTP, atau nomor register yang berisi; judul yang dikenal sebagai kolom laporan tidak dihitung.
with judul as (
    select
        k._submission_id,
        k._sheet,
        k.header_cell as cell,
        lipat(string_split(k.label, ' / ')[-1]) as label
    from kolom as k
    where k.field is null
    union
    select
        s._submission_id,
        s._sheet,
        s.cell,
        lipat(s.text) as label
    from semua_sel as s
    where length(s.text) <= 60 and regexp_matches(s.text, '(?i)nik|ktp|reg|kependudukan')
),

dilarang as materialized (
    select
        j._submission_id,
        j._sheet,
        j.cell,
        regexp_extract(j.cell, '^[A-Z]+') as letter,
        try_cast(regexp_extract(j.cell, '[0-9]+') as bigint) as baris
    from judul as j
    where
        regexp_full_match(
            j.label,
            '(.* )?(nik|(no |nomor )?e? ?ktp|no(mor)? induk kependudukan|no(mor)? kependudukan)( .*)?'
            || '|(.* )?(no|nomor|nmr) ?reg(ister)?( (wbp|warga binaan|narapidana|napi|tahanan|anak|instansi))?'
        )
)

select distinct
    d._submission_id,
    d._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    d.cell
from dilarang as d
inner join semua_sel as s
    on
        d._submission_id = s._submission_id
        and d._sheet is not distinct from s._sheet
        and d.letter = regexp_extract(s.cell, '^[A-Z]+')
        and d.baris < try_cast(regexp_extract(s.cell, '[0-9]+') as bigint)
where regexp_matches(s.text, '[0-9]')
