-- Tidak boleh ada kolom NIK, nomor KTP, atau nomor register yang berisi; judul yang dikenal sebagai kolom laporan tidak dihitung.
with judul as (
    select
        k._submission_id,
        k._sheet,
        k.header_cell as cell,
        k.letter,
        lipat(string_split(k.label, ' / ')[-1]) as label
    from kolom as k
    where k.field is null
    union
    select
        s._submission_id,
        s._sheet,
        s.cell,
        regexp_extract(s.cell, '^[A-Z]+') as letter,
        lipat(s.text) as label
    from semua_sel as s
    where length(s.text) <= 60 and regexp_matches(s.text, '(?i)nik|ktp|reg|kependudukan')
)

select distinct
    j._submission_id,
    j._sheet,
    cast(null as bigint) as _row,
    cast(null as varchar) as field,
    j.cell
from judul as j
where
    regexp_full_match(
        j.label,
        '(.* )?(nik|(no |nomor )?e? ?ktp|no(mor)? induk kependudukan|no(mor)? kependudukan)( .*)?'
        || '|(.* )?(no|nomor|nmr) ?reg(ister)?( (wbp|warga binaan|narapidana|napi|tahanan|anak|instansi))?'
    )
    and exists (
        select 1
        from semua_sel as s
        where
            s._submission_id = j._submission_id
            and s._sheet is not distinct from j._sheet
            and regexp_extract(s.cell, '^[A-Z]+') = j.letter
            and try_cast(regexp_extract(s.cell, '[0-9]+') as bigint) > try_cast(regexp_extract(j.cell, '[0-9]+') as bigint)
            and regexp_matches(s.text, '[0-9]')
    )
