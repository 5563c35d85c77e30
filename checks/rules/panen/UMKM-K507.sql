-- Panen biasa dengan hasil tetapi nilai nol ditanyakan: mungkin dipakai sendiri, mungkin lupa diisi.
select
    r._submission_id,
    r._sheet,
    r._row,
    'nilai_rp' as field
from panen as r
where r.hasil > 0 and r.nilai_rp = 0 and not coalesce(r.panen_raya, false)
