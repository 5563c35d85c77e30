-- Setiap isian satu dataset sebagai satu sel: lembar, alamat, dan teksnya seperti yang dikirim.
insert into _sel_dataset
with lebar as (
    select
        _submission_id,
        _sheet,
        _row,
        _kode_upt_baris as kode_upt,
        _periode_baris as periode,
        $kolom
    from $teks
)

select
    panjang._submission_id,
    panjang._sheet,
    panjang._row,
    $nama as dataset,
    panjang.field,
    _letak.letter || panjang._row as cell,
    panjang.teks
from (unpivot lebar on kode_upt, periode, $kolom into name field value teks) as panjang
inner join _letak
    on panjang._submission_id = _letak._submission_id
        and panjang._sheet is not distinct from _letak._sheet
        and panjang.field = _letak.field
        and _letak.dataset = $nama
        and panjang._row >= _letak.dari
        and panjang._row < _letak.sebelum
