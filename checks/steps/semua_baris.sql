-- Baris data satu dataset tanpa isinya: jenis sel dan kode UPT serta bulan yang tertulis di baris itu.
select
    _submission_id,
    $nama as dataset,
    _sheet,
    _row,
    _kinds,
    _kode_upt_baris,
    _periode_baris
from $teks
