-- Tidak boleh ada daftar nama orang: judul seperti Nama WBP, Nama Narapidana, Nama Anak, dengan isi di bawahnya.
with judul as (
    select
        k._submission_id,
        k._sheet,
        k.header_cell as cell,
        lipat(string_split(k.label, ' / ')[-1]) as label
    from kolom as k
    where k.field is null and k.label ilike '%nama%'
    union
    select
        s._submission_id,
        s._sheet,
        s.cell,
        lipat(s.text) as label
    from semua_sel as s
    where length(s.text) <= 60 and s.text ilike '%nama%'
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
            '(no |daftar |data )?nama( lengkap)?( para)? (wbp|warga binaan|narapidana|napi|tahanan|anak|andikpas|klien|residen|tamping'
            || '|peserta|pekerja|penerima)( [a-z]+)?( [a-z]+)?( [a-z]+)?|nama lengkap'
        )
        and not regexp_matches(j.label, 'usaha|lembaga|badan|koperasi|instansi|produk|kelompok|kegiatan|jangan|tidak|tanpa|bukan')
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
where regexp_matches(s.text, '[A-Za-z]')
