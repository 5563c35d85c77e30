-- Panen yang dilaporkan harus sudah berlangsung: tanggalnya tidak boleh sesudah hari ini.
select
    r._submission_id,
    r._sheet,
    r._row,
    'panen_tanggal' as field,
    'paling akhir ' || strftime($sekarang, '%Y-%m-%d') as expected
from panen as r
where r.panen_tanggal > $sekarang and strftime(r.panen_tanggal, '%Y-%m') = r.periode
