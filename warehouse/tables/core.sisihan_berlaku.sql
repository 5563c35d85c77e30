-- Baris laporan yang sedang disisihkan: tindakan terakhir atasnya bukan masuk.
select
    submission_id,
    dataset,
    sheet,
    "row",
    pada as sejak
from core.sisihan
qualify
    row_number() over (partition by submission_id, dataset, sheet, "row" order by pada desc) = 1
    and aksi = 'sisih'
