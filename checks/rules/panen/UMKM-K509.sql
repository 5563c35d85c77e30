-- Tanaman yang dipanen semestinya punya luas lahan di atas nol.
select
    r._submission_id,
    r._sheet,
    r._row,
    'luas_lahan_m2' as field
from panen as r
where r.hasil > 0 and r.luas_lahan_m2 = 0 and r.sektor in ('pertanian', 'perkebunan')
