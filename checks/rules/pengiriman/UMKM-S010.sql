-- Angka di baris total harus sama dengan jumlah baris di lembarnya; beda sampai 0,5 adalah pembulatan.
with banding as (
    select
        t._submission_id,
        t._sheet,
        t.dataset,
        t.field,
        any_value(j.jumlah) as jumlah,
        arg_max(t.cell, try_cast(regexp_extract(t.cell, '[0-9]+') as bigint)) as cell,
        sum(
            case
                when t.kali is null then angka(t.value)
                else cast(dikalikan(isi(t.value), 't', ['rupiah', 'rp'], try_cast(t.kali as decimal(12, 3))) as decimal(38, 6))
            end
        ) as tertulis,
        sum(
            case
                when t.kali is null then try_cast(t.value as decimal(38, 6))
                else cast(dikalikan(t.value, 'n', [], try_cast(t.kali as decimal(12, 3))) as decimal(38, 6))
            end
        ) as tertulis_mesin
    from total as t
    inner join jumlah_kolom as j
        on
            t._submission_id = j._submission_id
            and t._sheet is not distinct from j._sheet
            and t.dataset = j.dataset
            and t.field = j.field
    group by t._submission_id, t._sheet, t.dataset, t.field
)

select
    b._submission_id,
    b._sheet,
    cast(null as bigint) as _row,
    b.field,
    b.dataset,
    b.cell,
    b.jumlah as expected,
    coalesce(b.tertulis, b.tertulis_mesin) - b.jumlah as difference
from banding as b
where least(abs(b.tertulis - b.jumlah), abs(b.tertulis_mesin - b.jumlah)) > 0.5
