-- Baris bertipe satu dataset dari baris teksnya; sel yang tidak terbaca tinggal sebagai teks di kolom __asli.
create or replace table $dataset as
with bersih as (
    select
        _submission_id,
        _sheet,
        _row,
        kode_upt,
        periode,
        _kali,
        $bersih
    from $teks
),

terbaca as (
    select
        bersih.*,
        $terbaca
    from bersih
)

select
    terbaca._submission_id,
    terbaca._sheet,
    terbaca._row,
    terbaca.kode_upt,
    terbaca.periode,
    $kolom
from terbaca
