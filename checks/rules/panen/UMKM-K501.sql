-- Tanggal panen harus jatuh pada bulan laporan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'panen_tanggal' as field,
    'pada bulan ' || r.periode as expected
from panen as r
where strftime(r.panen_tanggal, '%Y-%m') <> r.periode
