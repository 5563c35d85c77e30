-- Bila ada penerima premi, semestinya ada premi di Penjualan; disebut pada bidang dengan penerima terbanyak.
select
    r._submission_id,
    r._sheet,
    r._row,
    'penerima_premi_orang' as field
from tenaga_kerja as r
where
    r.penerima_premi_orang > 0
    and not exists (
        select 1
        from rujukan_penjualan as p
        where p._untuk = r._submission_id and p.premi_rp > 0
    )
qualify row_number() over (partition by r._submission_id order by r.penerima_premi_orang desc, r._sheet asc, r._row asc) = 1
