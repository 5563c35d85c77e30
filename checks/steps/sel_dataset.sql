-- Setiap isian satu dataset sebagai satu sel: lembar, alamat, dan teksnya seperti yang dikirim.
insert into _sel_dataset
select
    panjang._submission_id,
    panjang._sheet,
    panjang._row,
    $nama as dataset,
    panjang.field,
    _letak.letter || panjang._row as cell,
    panjang.teks
from (unpivot $teks on $kolom into name field value teks) as panjang
inner join _letak
    on panjang._submission_id = _letak._submission_id
        and panjang._sheet is not distinct from _letak._sheet
        and panjang.field = _letak.field
        and _letak.dataset = $nama
        and panjang._row >= _letak.dari
        and panjang._row < _letak.sebelum
