-- Hari kerja tidak boleh melebihi banyaknya hari pada bulan laporan.
select
    r._submission_id,
    r._sheet,
    r._row,
    'hari_kerja' as field,
    'paling banyak ' || day(last_day(try_cast(r.periode || '-01' as date))) as expected
from produksi as r
where r.hari_kerja > day(last_day(try_cast(r.periode || '-01' as date))) and r.hari_kerja <= 31
