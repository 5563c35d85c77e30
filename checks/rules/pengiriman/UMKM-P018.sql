-- Bulan yang tertulis di baris data harus bulan laporan; baris tanpa tahun dibandingkan bulannya saja.
with tertulis as (
    select
        b.*,
        regexp_extract(lower(b._periode_baris), '(20[0-9][0-9])', 1) as tahun,
        coalesce(
            nomor_bulan(regexp_extract(lower(b._periode_baris), '([a-z]+)', 1)),
            nullif(regexp_extract(b._periode_baris, '^ *20[0-9][0-9] ?[-/.] ?([0-9][0-9]?)', 1), ''),
            nullif(regexp_extract(b._periode_baris, '([0-9][0-9]?) ?[-/.] ?20[0-9][0-9]', 1), '')
        ) as bulan
    from semua_baris as b
    where isi(b._periode_baris) is not null
)

select
    t._submission_id,
    t._sheet,
    t._row,
    'periode' as field,
    t.dataset,
    t._periode_baris as value,
    p.periode as expected
from tertulis as t
inner join pengiriman as p on t._submission_id = p._submission_id
where
    try_cast(t.bulan as integer) <> try_cast(substr(p.periode, 6, 2) as integer)
    or (t.tahun <> '' and t.tahun <> substr(p.periode, 1, 4))
