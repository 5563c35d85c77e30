-- Angka tanpa kolom: nilai rupiah atau angka biasa, paling banyak enam angka di belakang koma; kosong bila bukan angka.
create or replace macro angka(teks) as (
    try_cast(angka_polos(isi(teks), 't', 6, ['rupiah', 'rp']) as decimal(38, 6))
)
