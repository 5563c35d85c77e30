-- Isi tabel berperiode beserta tahun dan bulannya, untuk dipisah menjadi berkas per bulan; 0000-00: bulannya tidak dikenal.
select
    *,
    coalesce(left(periode, 4), '0000') as tahun,
    coalesce(right(periode, 2), '00') as bulan
from $origin
