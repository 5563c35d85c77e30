-- Panen raya: hasil, luas, nilai, dan hasil per meter persegi menurut hari, sektor, komoditas, dan provinsi.
with panen as (
    select
        p.*,
        u.kanwil,
        u.kode_provinsi
    from core.panen as p
    inner join core.upt_bulanan as u on p.periode = u.periode and p.kode_upt = u.kode_upt
    where p.panen_raya
),

lapor as (
    select
        u.periode,
        u.kanwil,
        u.kode_provinsi,
        count(*) as upt_seharusnya,
        count(b.kode_upt) as upt_lapor_panen,
        count(*) filter (b.nihil) as upt_nihil_panen
    from core.upt_bulanan as u
    left join core.publikasi_berlaku as b
        on u.periode = b.periode and u.kode_upt = b.kode_upt and b.dataset = 'panen'
    group by u.periode, u.kanwil, u.kode_provinsi
),

jumlah as (
    select
        periode,
        panen_tanggal,
        sektor,
        komoditas,
        satuan,
        kanwil,
        kode_provinsi,
        sum(hasil) as hasil,
        sum(hasil_kg) as hasil_kg,
        sum(luas_lahan_m2) as luas_lahan_m2,
        sum(nilai_rp) as nilai_rp,
        sum(hasil_kg) filter (luas_lahan_m2 > 0) as hasil_berlahan_kg,
        sum(luas_lahan_m2) filter (hasil_kg is not null) as luas_berhasil_m2
    from panen
    group by periode, panen_tanggal, sektor, komoditas, satuan, kanwil, kode_provinsi
),

-- Setiap UPT dihitung sekali pada setiap baris, berapa pun petak panennya.
pelapor as (
    select
        p.periode,
        p.panen_tanggal,
        p.sektor,
        p.komoditas,
        p.satuan,
        p.kanwil,
        p.kode_provinsi,
        count(*) as upt_panen,
        count(*) filter (u.tepat_waktu) as upt_tepat_waktu,
        count(*) filter (u.sebagian) as upt_sebagian,
        sum(u.n_pengecualian) as n_pengecualian,
        sum(u.n_konfirmasi) as n_konfirmasi
    from (
        select distinct
            periode,
            panen_tanggal,
            sektor,
            komoditas,
            satuan,
            kanwil,
            kode_provinsi,
            kode_upt
        from panen
    ) as p
    inner join core.upt_bulanan as u on p.periode = u.periode and p.kode_upt = u.kode_upt
    group by p.periode, p.panen_tanggal, p.sektor, p.komoditas, p.satuan, p.kanwil, p.kode_provinsi
)

select
    j.periode,
    j.panen_tanggal,
    j.sektor,
    j.komoditas,
    j.satuan,
    j.kode_provinsi,
    v.nama_provinsi,
    j.kanwil,
    j.hasil,
    j.hasil_kg,
    j.luas_lahan_m2,
    cast(j.hasil_berlahan_kg / nullif(j.luas_berhasil_m2, 0) as decimal(24, 4)) as hasil_per_m2_kg,
    j.nilai_rp,
    k.upt_panen,
    l.upt_lapor_panen,
    l.upt_nihil_panen,
    l.upt_seharusnya,
    l.upt_seharusnya - l.upt_lapor_panen as upt_belum,
    cast(100 * l.upt_lapor_panen / l.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    k.upt_tepat_waktu,
    cast(100 * k.upt_tepat_waktu / k.upt_panen as decimal(9, 2)) as tepat_waktu_persen,
    k.upt_sebagian,
    cast(k.n_pengecualian as bigint) as n_pengecualian,
    cast(k.n_konfirmasi as bigint) as n_konfirmasi
from jumlah as j
inner join pelapor as k
    on
        j.periode = k.periode
        and j.panen_tanggal is not distinct from k.panen_tanggal
        and j.sektor is not distinct from k.sektor
        and j.komoditas is not distinct from k.komoditas
        and j.satuan is not distinct from k.satuan
        and j.kanwil = k.kanwil
        and j.kode_provinsi is not distinct from k.kode_provinsi
inner join lapor as l
    on j.periode = l.periode and j.kanwil = l.kanwil and j.kode_provinsi is not distinct from l.kode_provinsi
left join core.provinsi as v on j.kode_provinsi = v.kode_provinsi
order by j.periode, j.panen_tanggal, j.sektor, j.komoditas, j.satuan, j.kode_provinsi, j.kanwil
