-- Nilai setiap kg semestinya tidak jauh dari biasanya untuk komoditas itu di UPT yang sama: tiga kali atau sepertiganya ditanyakan.
-- Tiga kali: harga cabai dan bawang merah berubah dua kali dalam setahun (panel harga pangan); salah nol mengubahnya sepuluh kali.
with lalu as (
    select
        l._untuk,
        lipat(l.komoditas) as komoditas,
        list(l.nilai_rp / l.hasil_kg) as nilai
    from riwayat_panen as l
    where l.hasil_kg > 0 and l.nilai_rp > 0
    group by l._untuk, lipat(l.komoditas)
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'nilai_rp' as field,
    biasanya(l.nilai, 0) || ' setiap kg' as expected
from panen as r
inner join lalu as l on r._submission_id = l._untuk and lipat(r.komoditas) = l.komoditas
where
    r.hasil_kg > 0
    and r.nilai_rp > 0
    and (r.nilai_rp / r.hasil_kg > batas_atas(l.nilai, 3) or r.nilai_rp / r.hasil_kg < batas_bawah(l.nilai, 3))
