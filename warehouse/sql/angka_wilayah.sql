-- Berapa UPT melapor (juga nihil), berapa barisnya, dan jumlah setiap angka satu dataset, menurut bulan dan kantor wilayah.
with wilayah as (
    select
        u.kode_upt,
        u.periode,
        min(u.kanwil) as kanwil
    from $upt as u
    group by u.kode_upt, u.periode
),

bagian as (
    select
        b.periode,
        coalesce(w.kanwil, 'Tidak dikenal') as kanwil,
        count(*) as n_upt,
        count(*) filter (b.nihil) as n_nihil,
        sum(b.n_baris) as n_baris
    from $bagian as b
    left join wilayah as w on b.kode_upt = w.kode_upt and b.periode = w.periode
    where b.dataset = $dataset
    group by b.periode, coalesce(w.kanwil, 'Tidak dikenal')
),

fakta as (
    select
        f.periode,
        coalesce(w.kanwil, 'Tidak dikenal') as kanwil,
        $jumlah
    from $fakta as f
    left join wilayah as w on f.kode_upt = w.kode_upt and f.periode = w.periode
    group by f.periode, coalesce(w.kanwil, 'Tidak dikenal')
),

sejajar as (
    select
        b.periode,
        b.kanwil,
        unnest($angka) as angka
    from bagian as b
    left join fakta as f on b.periode = f.periode and b.kanwil = f.kanwil
)

select
    periode,
    kanwil,
    angka.ukuran,
    coalesce(angka.nilai, 0) as nilai
from sejajar
