-- Isi tabel berperiode beserta tahun dan bulannya, untuk dipisah menjadi berkas per bulan.
select
    *,
    left(periode, 4) as tahun,
    right(periode, 2) as bulan
from $origin
