-- Tidak boleh ada daftar nama orang: judul seperti Nama WBP, Nama Narapidana, Nama Anak, dengan isi di bawahnya.
with judul as (
    select
        k._submission_id,
        k._sheet,
        k.header_cell as cell,
        k.letter,
        lipat(string_split(k.label, ' / ')[-1]) as label
    from kolom as k
    where k.field is null and k.label ilike '%nama%'
    union
    select
        s._submission_id,
        s._sheet,
        s.cell,
        regexp_extract(s.cell, '^[A-Z]+') as letter,
        lipat(s.text) as label
    from semua_sel as s
    where length(s.text) <= 60 and s.text ilike '%nama%'
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
        '(no |daftar |data )?nama( lengkap)?( para)? (wbp|warga binaan|narapidana|napi|tahanan|anak|andikpas|klien|residen|tamping'
        || '|peserta|pekerja|penerima)( [a-z]+)?( [a-z]+)?( [a-z]+)?|nama lengkap'
    )
    and not regexp_matches(j.label, 'usaha|lembaga|badan|koperasi|instansi|produk|kelompok|kegiatan|jangan|tidak|tanpa|bukan')
    and exists (
        select 1
        from semua_sel as s
        where
            s._submission_id = j._submission_id
            and s._sheet is not distinct from j._sheet
            and regexp_extract(s.cell, '^[A-Z]+') = j.letter
            and try_cast(regexp_extract(s.cell, '[0-9]+') as bigint) > try_cast(regexp_extract(j.cell, '[0-9]+') as bigint)
            and regexp_matches(s.text, '[A-Za-z]')
    )
