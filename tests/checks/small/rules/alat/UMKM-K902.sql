-- Tidak ada alat yang berjumlah tiga belas, dan tidak ada yang dibeli di masa depan.
select
    a._submission_id,
    a._sheet,
    a._row,
    'jumlah' as field
from alat as a
where a.jumlah = 13 or a.beli_tanggal > $sekarang
