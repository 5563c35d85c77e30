-- Bagian laporan yang tindakan terakhirnya terbit, menurut kiriman dan dataset.
select
    kode_upt,
    periode,
    dataset,
    submission_id,
    diterima_pada,
    sha256,
    nihil,
    n_baris
from core.publikasi
qualify
    row_number() over (partition by submission_id, dataset order by pada desc) = 1
    and aksi = 'terbit'
