-- Indikator UMKM yang diikatkan pada butir program Kementerian: setiap bulan selama butirnya berlaku, nasional sampai provinsi,
-- terhadap bulan lalu, tahun lalu, dan target bila Kementerian sudah menetapkannya.
with angka as (
    select
        periode,
        kode_upt,
        unnest([
            {'ukuran': 'hasil_panen_kg', 'nilai': cast(coalesce(sum(hasil_kg), 0) as decimal(38, 3))},
            {'ukuran': 'luas_panen_m2', 'nilai': cast(sum(luas_lahan_m2) as decimal(38, 3))},
            {'ukuran': 'nilai_panen_rp', 'nilai': cast(sum(nilai_rp) as decimal(38, 3))},
            {'ukuran': 'upt_panen', 'nilai': cast(1 as decimal(38, 3))}
        ]) as isi
    from core.panen
    group by periode, kode_upt
    union all
    select
        periode,
        kode_upt,
        unnest([
            {'ukuran': 'omzet_rp', 'nilai': cast(coalesce(sum(omzet_rp), 0) as decimal(38, 3))},
            {'ukuran': 'pnbp_rp', 'nilai': cast(coalesce(sum(pnbp_rp), 0) as decimal(38, 3))},
            {'ukuran': 'premi_rp', 'nilai': cast(coalesce(sum(premi_rp), 0) as decimal(38, 3))}
        ]) as isi
    from core.penjualan
    group by periode, kode_upt
    union all
    select
        periode,
        kode_upt,
        {'ukuran': 'produk_dibuat', 'nilai': cast(count(distinct kode_produk) filter (volume > 0) as decimal(38, 3))} as isi
    from core.produksi
    group by periode, kode_upt
    union all
    select
        periode,
        kode_upt,
        {'ukuran': 'produk_unggulan', 'nilai': cast(count(distinct kode_produk) filter (unggulan) as decimal(38, 3))} as isi
    from core.produk
    group by periode, kode_upt
    union all
    select
        periode,
        kode_upt,
        unnest([
            {
                'ukuran': 'wbp_bekerja_orang',
                'nilai': cast(
                    sum(coalesce(laki_laki_orang, 0) + coalesce(perempuan_orang, 0) + coalesce(anak_orang, 0)) as decimal(38, 3)
                )
            },
            {'ukuran': 'bersertifikat_orang', 'nilai': cast(sum(bersertifikat_orang) as decimal(38, 3))}
        ]) as isi
    from core.tenaga_kerja
    group by periode, kode_upt
),

-- Satu baris setiap UPT, bulan, dan ukuran: nol bila dinyatakan nihil, kosong bila belum dilaporkan atau tidak diisi.
kantor as (
    select
        u.*,
        i.ukuran,
        l.kode_upt is not null as lapor,
        coalesce(l.nihil, false) as nihil_bagian,
        if(l.nihil, 0, a.isi.nilai) as nilai
    from core.upt_bulanan as u
    cross join (
        select distinct
            ukuran,
            dataset
        from core.program_indikator
    ) as i
    left join core.publikasi_berlaku as l
        on u.periode = l.periode and u.kode_upt = l.kode_upt and i.dataset = l.dataset
    left join angka as a
        on l.periode = a.periode and l.kode_upt = a.kode_upt and i.ukuran = a.isi.ukuran
),

jumlah as (
    select
        periode,
        case when grouping(kode_provinsi) = 0 then 'provinsi' when grouping(kanwil) = 0 then 'kanwil' else 'nasional' end as tingkat,
        kanwil,
        kode_provinsi,
        ukuran,
        sum(nilai) as nilai,
        count(*) as upt_seharusnya,
        count(*) filter (lapor) as upt_melapor,
        count(*) filter (nihil_bagian) as upt_nihil,
        count(*) filter (lapor and tepat_waktu) as upt_tepat_waktu,
        count(*) filter (lapor and sebagian) as upt_sebagian,
        sum(n_pengecualian) filter (lapor) as n_pengecualian,
        sum(n_konfirmasi) filter (lapor) as n_konfirmasi
    from kantor
    group by grouping sets ((periode, ukuran), (periode, kanwil, ukuran), (periode, kanwil, kode_provinsi, ukuran))
),

terikat as (
    select
        i.program,
        i.butir,
        p.uraian,
        i.indikator,
        i.satuan,
        i.sifat,
        i.dataset,
        i.sumber,
        b.tahun,
        b.periode_bulan_lalu,
        b.periode_tahun_lalu,
        j.*,
        if(
            i.sifat = 'jumlah',
            sum(j.nilai) over (
                partition by i.program, i.butir, j.ukuran, j.tingkat, j.kanwil, j.kode_provinsi, b.tahun
                order by j.periode
            ),
            j.nilai
        ) as nilai_tahun_berjalan
    from jumlah as j
    inner join core.periode as b on j.periode = b.periode
    inner join core.program_indikator as i on j.ukuran = i.ukuran
    inner join core.program as p
        on
            i.program = p.program
            and i.butir = p.butir
            and b.akhir_tanggal >= p.berlaku_dari
            and b.awal_tanggal <= coalesce(p.berlaku_sampai, date '9999-12-31')
)

select
    j.periode,
    j.tingkat,
    j.kanwil,
    j.kode_provinsi,
    v.nama_provinsi,
    j.program,
    j.butir,
    j.uraian,
    j.indikator,
    j.ukuran,
    j.satuan,
    j.sifat,
    j.sumber,
    j.nilai,
    b.nilai as nilai_bulan_lalu,
    t.nilai as nilai_tahun_lalu,
    cast(100 * (j.nilai - b.nilai) / nullif(b.nilai, 0) as decimal(24, 2)) as thd_bulan_lalu_persen,
    cast(100 * (j.nilai - t.nilai) / nullif(t.nilai, 0) as decimal(24, 2)) as thd_tahun_lalu_persen,
    j.nilai_tahun_berjalan,
    g.target as target_setahun,
    cast(100 * j.nilai_tahun_berjalan / nullif(g.target, 0) as decimal(24, 2)) as capaian_target_persen,
    j.dataset,
    j.upt_seharusnya,
    j.upt_melapor,
    j.upt_nihil,
    j.upt_seharusnya - j.upt_melapor as upt_belum,
    cast(100 * j.upt_melapor / j.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    j.upt_tepat_waktu,
    cast(100 * j.upt_tepat_waktu / nullif(j.upt_melapor, 0) as decimal(9, 2)) as tepat_waktu_persen,
    j.upt_sebagian,
    cast(coalesce(j.n_pengecualian, 0) as bigint) as n_pengecualian,
    cast(coalesce(j.n_konfirmasi, 0) as bigint) as n_konfirmasi
from terikat as j
left join core.provinsi as v on j.kode_provinsi = v.kode_provinsi
left join jumlah as b
    on
        j.periode_bulan_lalu = b.periode
        and j.tingkat = b.tingkat
        and j.kanwil is not distinct from b.kanwil
        and j.kode_provinsi is not distinct from b.kode_provinsi
        and j.ukuran = b.ukuran
left join jumlah as t
    on
        j.periode_tahun_lalu = t.periode
        and j.tingkat = t.tingkat
        and j.kanwil is not distinct from t.kanwil
        and j.kode_provinsi is not distinct from t.kode_provinsi
        and j.ukuran = t.ukuran
left join core.target_program as g
    on
        j.tahun = g.tahun
        and j.program = g.program
        and j.butir = g.butir
        and j.ukuran = g.ukuran
        and j.tingkat <> 'provinsi'
        and j.kanwil is not distinct from g.kanwil
order by j.periode, j.program, j.butir, j.ukuran, j.tingkat, j.kanwil, j.kode_provinsi
