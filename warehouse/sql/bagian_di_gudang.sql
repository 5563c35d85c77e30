-- Bagian laporan yang berlaku menurut gudang.
select
    submission_id,
    dataset
from core.publikasi_berlaku
