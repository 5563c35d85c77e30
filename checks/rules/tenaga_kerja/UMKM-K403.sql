-- Penerima premi adalah bagian dari pekerja bidang itu dan tidak boleh melebihi jumlahnya.
select
    b._submission_id,
    b._sheet,
    b._row,
    'penerima_premi_orang' as field,
    'paling banyak ' || b.pekerja as expected,
    b.penerima_premi_orang - b.pekerja as difference
from pekerja_bidang('tenaga_kerja') as b
where b.penerima_premi_orang > b.pekerja
