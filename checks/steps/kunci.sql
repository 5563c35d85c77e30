-- Kunci usaha setiap baris (misalnya kode produk dan kanal), supaya temuan dikenali lagi pada kiriman berikutnya.
insert into _kunci
select
    $nama as dataset,
    _submission_id,
    _sheet,
    _row,
    concat_ws(chr(31), $kunci) as kunci
from $dataset
