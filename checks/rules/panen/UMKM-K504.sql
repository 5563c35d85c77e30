-- Hasil per m² di luar kewajaran ditanyakan: di atas 30 kg/m² untuk tanaman, 150 kg/m² untuk kolam (bioflok terpadat sekitar 100).
with batas as (
    select
        r.*,
        cast(r.luas_lahan_m2 as decimal(38, 3)) * if(r.sektor = 'perikanan', 150, 30) as terbanyak
    from panen as r
    where r.luas_lahan_m2 > 0 and r.sektor in ('pertanian', 'perkebunan', 'perikanan')
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'hasil' as field,
    'paling banyak ' || round(b.terbanyak) || ' kg' as expected
from batas as b
where b.hasil_kg > b.terbanyak
