-- Satuan ekor hanya untuk peternakan dan perikanan, bukan untuk tanaman.
select
    r._submission_id,
    r._sheet,
    r._row,
    'satuan' as field
from panen as r
where r.satuan = 'ekor' and r.sektor in ('pertanian', 'perkebunan')
