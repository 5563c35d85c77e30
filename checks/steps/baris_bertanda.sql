-- Baris yang ditunjuk temuan, seperti dikirim, untuk dilihat petugas: paling banyak lima belas baris setiap aturan dan lembar.
-- Teks bebas hanya tampak bentuknya, kecuali di kolom nama barang; lembar yang memuat data pribadi hanya tampak terisi atau tidak.
with berurut as (
    select
        t.submission_id,
        t.sheet,
        t.row,
        dense_rank() over (partition by t.submission_id, t.rule, t.sheet order by t.row) as ke
    from _temuan as t
    where t.row is not null
),

ditunjuk as (
    select distinct
        submission_id,
        sheet,
        row
    from berurut
    where ke <= $terbanyak
),

tertutup as (
    select distinct
        t.submission_id,
        t.sheet
    from _temuan as t
    inner join _aturan as a on t.rule = a.rule
    where a.rahasia
),

isian as (
    select
        d.submission_id,
        d.sheet,
        d.row,
        letak.letter,
        letak.label as judul,
        isi.teks,
        coalesce(kontrak.tampil, false) as tampil
    from ditunjuk as d
    inner join _letak as letak
        on d.submission_id = letak._submission_id
            and d.sheet is not distinct from letak._sheet
            and d.row > letak.dari
            and d.row < letak.sebelum
    left join kolom_kontrak as kontrak on letak.dataset = kontrak.dataset and letak.field = kontrak.field
    left join _sel_dataset as isi
        on d.submission_id = isi._submission_id
            and d.sheet is not distinct from isi._sheet
            and d.row = isi._row
            and letak.dataset = isi.dataset
            and letak.field = isi.field
    union all
    select
        d.submission_id,
        d.sheet,
        d.row,
        regexp_extract(lepas.cell, '^[A-Z]+') as letter,
        null as judul,
        lepas.text as teks,
        false as tampil
    from ditunjuk as d
    inner join sel as lepas
        on d.submission_id = lepas._submission_id and d.sheet is not distinct from lepas._sheet and d.row = lepas.row
),

disamarkan as (
    select
        i.submission_id,
        i.sheet,
        i.row,
        i.letter,
        i.judul,
        case
            when i.teks is null then ''
            when tertutup.submission_id is not null then '…'
            when i.tampil and length(regexp_replace(i.teks, '[^0-9]', '', 'g')) <= 12 then i.teks
            else samarkan(i.teks)
        end as teks
    from isian as i
    left join tertutup on i.submission_id = tertutup.submission_id and i.sheet is not distinct from tertutup.sheet
)

select
    submission_id,
    sheet,
    row,
    cast(
        to_json(list([letter, coalesce(judul, ''), left(teks, 120)] order by length(letter), letter, judul nulls last)) as varchar
    ) as cells
from disamarkan
where letter <> ''
group by submission_id, sheet, row
order by submission_id, sheet nulls first, row
