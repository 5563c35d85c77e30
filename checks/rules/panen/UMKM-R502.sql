-- Jumlah hasil sebuah sektor dalam sebulan yang lebih dari sepuluh kali biasanya ditanyakan (bulan tanpa panen = 0); disebut pada
-- panen terbesar.
-- Sepuluh kali: panen musiman menumpuk di satu bulan, dan luas lahan yang dipanen berbeda sampai delapan kali; kuintal yang ditulis
-- sebagai ton menaikkannya sepuluh kali ke atas. Bila separuh bulannya kosong, pembandingnya sepuluh kali panen terbesar.
with jumlah as (
    select
        l._untuk,
        l.sektor,
        l.periode,
        sum(l.hasil_kg) as hasil
    from riwayat_panen as l
    where l.hasil_kg is not null
    group by l._untuk, l.sektor, l.periode
),

lalu as (
    select
        p._untuk,
        p.sektor,
        list(coalesce(j.hasil, 0)) as hasil
    from (select distinct j._untuk, j.sektor from jumlah as j) as p
    inner join riwayat_bagian as b on p._untuk = b._untuk and b.dataset = 'panen'
    left join jumlah as j on p._untuk = j._untuk and p.sektor = j.sektor and b.periode = j.periode
    group by p._untuk, p.sektor
),

kini as (
    select
        r._submission_id,
        r.sektor,
        sum(r.hasil_kg) as hasil,
        arg_max(r._sheet, (r.hasil_kg, -r._row)) as _sheet,
        arg_max(r._row, (r.hasil_kg, -r._row)) as _row
    from panen as r
    where r.hasil_kg is not null
    group by r._submission_id, r.sektor
)

select
    k._submission_id,
    k._sheet,
    k._row,
    'hasil' as field,
    biasanya(l.hasil, 0) || ' (kg sebulan)' as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk and k.sektor = l.sektor
where k.hasil > batas_atas(l.hasil, 10)
