-- Hasil per meter persegi yang lebih dari tiga kali biasanya untuk komoditas itu di UPT yang sama ditanyakan.
-- Tiga kali: cuaca dan hama membuat panen naik turun dua kali; kuintal yang ditulis sebagai ton menaikkannya sepuluh kali. Panen
-- gagal tidak ditanyakan.
with lalu as (
    select
        l._untuk,
        lipat(l.komoditas) as komoditas,
        list(l.hasil_kg / l.luas_lahan_m2) as hasil
    from riwayat_panen as l
    where l.luas_lahan_m2 > 0 and l.hasil_kg is not null
    group by l._untuk, lipat(l.komoditas)
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'hasil' as field,
    biasanya(l.hasil, 2) || ' (kg setiap m²)' as expected
from panen as r
inner join lalu as l on r._submission_id = l._untuk and lipat(r.komoditas) = l.komoditas
where r.luas_lahan_m2 > 0 and r.hasil_kg / r.luas_lahan_m2 > batas_atas(l.hasil, 3)
