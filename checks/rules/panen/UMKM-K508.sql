-- Nilai per kg di luar Rp100 (hijauan pakan) sampai Rp5.000.000 (vanili) ditanyakan: biasanya salah satuan.
with batas as (
    select
        r.*,
        round(cast(r.hasil_kg as decimal(38, 3)) * 100) as paling_sedikit,
        round(cast(r.hasil_kg as decimal(38, 3)) * 5000000) as paling_banyak
    from panen as r
    where r.nilai_rp > 0 and r.hasil_kg > 0
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'nilai_rp' as field,
    'antara ' || b.paling_sedikit || ' dan ' || b.paling_banyak as expected
from batas as b
where b.nilai_rp not between b.paling_sedikit and b.paling_banyak
