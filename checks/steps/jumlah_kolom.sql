-- Jumlah satu kolom angka per lembar, untuk laporan yang menulis baris total; kosong bila ada sel yang tidak terbaca.
select
    _submission_id,
    $nama as dataset,
    _sheet,
    $nama_kolom as field,
    case when count($asli) = 0 then cast(sum($kolom) as decimal(38, 6)) end as jumlah
from $dataset
where _submission_id in (select t._submission_id from total as t)
group by _submission_id, _sheet
