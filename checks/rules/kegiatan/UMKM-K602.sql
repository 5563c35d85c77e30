-- Kegiatan yang dilaporkan harus sudah berlangsung: tanggalnya tidak boleh sesudah hari ini.
select
    r._submission_id,
    r._sheet,
    r._row,
    'kegiatan_tanggal' as field,
    'paling akhir ' || strftime($sekarang, '%Y-%m-%d') as expected
from kegiatan as r
where r.kegiatan_tanggal > $sekarang and strftime(r.kegiatan_tanggal, '%Y-%m') = r.periode
