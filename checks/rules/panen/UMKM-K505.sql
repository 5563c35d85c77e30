-- Panen raya semestinya menyebut nilai rupiahnya.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nilai_rp' as field
from panen as r
where r.panen_raya and r.hasil > 0 and coalesce(r.nilai_rp, 0) = 0 and r.nilai_rp__asli is null
