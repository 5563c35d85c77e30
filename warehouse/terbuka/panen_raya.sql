-- Panen raya menurut hari, sektor, komoditas, dan satuan, nasional dan kantor wilayah. Nama komoditas ditulis bebas oleh UPT:
-- yang pernah ditulis kurang dari lima UPT menjadi "lainnya".
with umum as (
    select lower(trim(komoditas)) as komoditas
    from core.panen
    where panen_raya
    group by lower(trim(komoditas))
    having count(distinct kode_upt) >= 5
),

panen as (
    select
        p.periode,
        p.panen_tanggal,
        p.sektor,
        p.satuan,
        p.kode_upt,
        u.kanwil,
        p.hasil,
        p.hasil_kg,
        p.luas_lahan_m2,
        p.nilai_rp,
        coalesce(k.komoditas, 'lainnya') as komoditas
    from core.panen as p
    inner join core.upt_bulanan as u on p.periode = u.periode and p.kode_upt = u.kode_upt
    left join umum as k on lower(trim(p.komoditas)) = k.komoditas
    where p.panen_raya
),

jumlah as (
    select
        periode,
        panen_tanggal,
        sektor,
        komoditas,
        satuan,
        if(grouping(kanwil) = 1, 'nasional', 'kanwil') as tingkat,
        kanwil,
        sum(hasil) as hasil,
        sum(hasil_kg) as hasil_kg,
        sum(luas_lahan_m2) as luas_lahan_m2,
        sum(nilai_rp) as nilai_rp,
        count(distinct kode_upt) as upt_panen
    from panen
    group by
        grouping sets (
            (periode, panen_tanggal, sektor, komoditas, satuan), (periode, panen_tanggal, sektor, komoditas, satuan, kanwil)
        )
)

select
    j.*,
    r.upt_lapor_panen,
    r.upt_seharusnya
from jumlah as j
left join mart.ringkasan_bulanan as r
    on j.periode = r.periode and j.tingkat = r.tingkat and j.kanwil is not distinct from r.kanwil
