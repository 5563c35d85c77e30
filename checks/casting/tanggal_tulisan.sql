-- Tanggal yang diketik: 30/11/2025, 30-11-25 (abad ini), 30.11.2025, Senin, 11 November 2025, 11 Nop 2025, 2025/11/30.
create or replace macro tanggal_tulisan(teks) as (
    with rapi as (
        select
            regexp_replace(
                regexp_replace(translate(lower(teks), '–—' || chr(160), '-- '), '\s+', ' ', 'g'),
                '^(senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad) ?,? ', ''
            ) as s
    ),

    bentuk as (
        select
            regexp_extract(
                rapi.s, '^([0-9]{1,2}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{4}|[0-9]{2})(?: 0?0[:.]00(?:[:.]00)?)?$', ['h', 'b', 't']
            ) as angka,
            regexp_extract(rapi.s, '^([0-9]{1,2}) ?[-/. ]? ?([a-z]+)\.? ?[-/.,]? ?([0-9]{4}|[0-9]{2})$', ['h', 'b', 't']) as kata,
            regexp_extract(rapi.s, '^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ][0-9:.]+z?)?$', ['t', 'b', 'h']) as iso
        from rapi
    ),

    urai as (
        select
            bentuk.angka.t || bentuk.kata.t || bentuk.iso.t as t,
            bentuk.angka.b || coalesce(nomor_bulan(bentuk.kata.b), '') || bentuk.iso.b as b,
            bentuk.angka.h || bentuk.kata.h || bentuk.iso.h as h
        from bentuk
    )

    select
        try_cast(
            case when length(urai.t) = 2 then '20' || urai.t else urai.t end || '-' || lpad(urai.b, 2, '0') || '-' || lpad(urai.h, 2, '0')
            as date
        )
    from urai
)
