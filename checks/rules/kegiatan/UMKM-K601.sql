-- Tanggal kegiatan harus jatuh pada bulan laporan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'kegiatan_tanggal' as field,
    'pada bulan ' || r.periode as expected
from kegiatan as r
where strftime(r.kegiatan_tanggal, '%Y-%m') <> r.periode
