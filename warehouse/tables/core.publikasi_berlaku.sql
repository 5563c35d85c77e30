-- Bagian laporan yang berlaku: untuk setiap UPT, bulan, dan dataset, kiriman terakhir di antara yang terbit.
select
    kode_upt,
    periode,
    dataset,
    submission_id,
    diterima_pada,
    nihil,
    n_baris
from core.publikasi_terbit
qualify
    row_number() over (
        partition by kode_upt, periode, dataset
        order by diterima_pada desc, sha256 desc, submission_id desc
    ) = 1
