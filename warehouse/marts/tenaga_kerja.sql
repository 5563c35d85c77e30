-- Warga binaan yang bekerja, bersertifikat, menerima premi, dan berasimilasi: setiap bulan, dari nasional sampai satu UPT.
-- Persen dihitung dari jumlah, dan hanya dari baris yang mengisi kedua angkanya.
with lapor as (
    select
        kode_upt,
        periode,
        bool_or(nihil) filter (dataset = 'tenaga_kerja') as nihil_kerja,
        bool_or(nihil) filter (dataset = 'kegiatan') as nihil_kegiatan
    from core.publikasi_berlaku
    where dataset in ('tenaga_kerja', 'kegiatan')
    group by kode_upt, periode
),

baris as (
    select
        *,
        coalesce(laki_laki_orang, 0) + coalesce(perempuan_orang, 0) + coalesce(anak_orang, 0) as pekerja
    from core.tenaga_kerja
),

kerja as (
    select
        periode,
        kode_upt,
        count(distinct lower(trim(bidang))) as jumlah_bidang,
        sum(laki_laki_orang) as laki_laki_orang,
        sum(perempuan_orang) as perempuan_orang,
        sum(anak_orang) as anak_orang,
        sum(pekerja) as wbp_bekerja_orang,
        sum(bersertifikat_orang) as bersertifikat_orang,
        sum(penerima_premi_orang) as penerima_premi_orang,
        sum(peserta_asimilasi_orang) as peserta_asimilasi_orang,
        sum(pekerja) filter (bersertifikat_orang is not null) as pekerja_sertifikat,
        sum(pekerja) filter (penerima_premi_orang is not null) as pekerja_premi,
        sum(pekerja) filter (peserta_asimilasi_orang is not null) as pekerja_asimilasi
    from baris
    group by periode, kode_upt
),

latih as (
    select
        periode,
        kode_upt,
        sum(peserta_wbp_orang) as peserta_pelatihan_orang
    from core.kegiatan
    where jenis = 'pelatihan'
    group by periode, kode_upt
),

-- Satu baris setiap UPT dan bulan: nol bila dinyatakan nihil, kosong bila belum dilaporkan atau kolomnya tidak diisi.
kantor as (
    select
        u.*,
        l.nihil_kerja is not null as lapor_kerja,
        coalesce(l.nihil_kerja, false) as nihil_kerja,
        l.nihil_kegiatan is not null as lapor_kegiatan,
        if(l.nihil_kerja, 0, k.jumlah_bidang) as jumlah_bidang,
        if(l.nihil_kerja, 0, k.laki_laki_orang) as laki_laki_orang,
        if(l.nihil_kerja, 0, k.perempuan_orang) as perempuan_orang,
        if(l.nihil_kerja, 0, k.anak_orang) as anak_orang,
        if(l.nihil_kerja, 0, k.wbp_bekerja_orang) as wbp_bekerja_orang,
        if(l.nihil_kerja, 0, k.bersertifikat_orang) as bersertifikat_orang,
        if(l.nihil_kerja, 0, k.penerima_premi_orang) as penerima_premi_orang,
        if(l.nihil_kerja, 0, k.peserta_asimilasi_orang) as peserta_asimilasi_orang,
        k.pekerja_sertifikat,
        k.pekerja_premi,
        k.pekerja_asimilasi,
        if(l.nihil_kegiatan is not null, coalesce(p.peserta_pelatihan_orang, 0), null) as peserta_pelatihan_orang
    from core.upt_bulanan as u
    left join lapor as l on u.periode = l.periode and u.kode_upt = l.kode_upt
    left join kerja as k on u.periode = k.periode and u.kode_upt = k.kode_upt
    left join latih as p on u.periode = p.periode and u.kode_upt = p.kode_upt
),

jumlah as (
    select
        periode,
        case
            when grouping(kode_upt) = 0 then 'upt'
            when grouping(kode_provinsi) = 0 then 'provinsi'
            when grouping(kanwil) = 0 then 'kanwil'
            else 'nasional'
        end as tingkat,
        kanwil,
        kode_provinsi,
        kode_upt,
        if(grouping(kode_upt) = 0, any_value(nama_upt), null) as nama_upt,
        sum(jumlah_bidang) as jumlah_bidang,
        sum(laki_laki_orang) as laki_laki_orang,
        sum(perempuan_orang) as perempuan_orang,
        sum(anak_orang) as anak_orang,
        sum(wbp_bekerja_orang) as wbp_bekerja_orang,
        sum(bersertifikat_orang) as bersertifikat_orang,
        sum(penerima_premi_orang) as penerima_premi_orang,
        sum(peserta_asimilasi_orang) as peserta_asimilasi_orang,
        sum(peserta_pelatihan_orang) as peserta_pelatihan_orang,
        sum(pekerja_sertifikat) as pekerja_sertifikat,
        sum(pekerja_premi) as pekerja_premi,
        sum(pekerja_asimilasi) as pekerja_asimilasi,
        count(*) as upt_seharusnya,
        count(*) filter (lapor_kerja) as upt_lapor_tenaga_kerja,
        count(*) filter (nihil_kerja) as upt_nihil_tenaga_kerja,
        count(*) filter (lapor_kegiatan) as upt_lapor_kegiatan,
        count(*) filter (lapor_kerja and tepat_waktu) as upt_tepat_waktu,
        count(*) filter (lapor_kerja and sebagian) as upt_sebagian,
        sum(n_pengecualian) as n_pengecualian,
        sum(n_konfirmasi) as n_konfirmasi
    from kantor
    group by
        grouping sets (
            (periode), (periode, kanwil), (periode, kanwil, kode_provinsi), (periode, kanwil, kode_provinsi, kode_upt)
        )
)

select
    j.periode,
    j.tingkat,
    j.kanwil,
    j.kode_provinsi,
    v.nama_provinsi,
    j.kode_upt,
    j.nama_upt,
    cast(j.jumlah_bidang as bigint) as jumlah_bidang,
    cast(j.laki_laki_orang as bigint) as laki_laki_orang,
    cast(j.perempuan_orang as bigint) as perempuan_orang,
    cast(j.anak_orang as bigint) as anak_orang,
    cast(j.wbp_bekerja_orang as bigint) as wbp_bekerja_orang,
    cast(j.bersertifikat_orang as bigint) as bersertifikat_orang,
    cast(j.penerima_premi_orang as bigint) as penerima_premi_orang,
    cast(j.peserta_asimilasi_orang as bigint) as peserta_asimilasi_orang,
    cast(j.peserta_pelatihan_orang as bigint) as peserta_pelatihan_orang,
    cast(100 * j.bersertifikat_orang / nullif(j.pekerja_sertifikat, 0) as decimal(24, 2)) as bersertifikat_persen,
    cast(100 * j.penerima_premi_orang / nullif(j.pekerja_premi, 0) as decimal(24, 2)) as penerima_premi_persen,
    cast(100 * j.peserta_asimilasi_orang / nullif(j.pekerja_asimilasi, 0) as decimal(24, 2)) as asimilasi_persen,
    cast(100 * j.pekerja_asimilasi / nullif(j.peserta_asimilasi_orang, 0) as decimal(24, 2)) as bekerja_dan_produktif_persen,
    cast(b.wbp_bekerja_orang as bigint) as wbp_bekerja_bulan_lalu_orang,
    cast(t.wbp_bekerja_orang as bigint) as wbp_bekerja_tahun_lalu_orang,
    cast(
        100 * (j.wbp_bekerja_orang - b.wbp_bekerja_orang) / nullif(b.wbp_bekerja_orang, 0) as decimal(24, 2)
    ) as wbp_bekerja_thd_bulan_lalu_persen,
    cast(
        100 * (j.wbp_bekerja_orang - t.wbp_bekerja_orang) / nullif(t.wbp_bekerja_orang, 0) as decimal(24, 2)
    ) as wbp_bekerja_thd_tahun_lalu_persen,
    j.upt_seharusnya,
    j.upt_lapor_tenaga_kerja,
    j.upt_nihil_tenaga_kerja,
    j.upt_lapor_kegiatan,
    j.upt_seharusnya - j.upt_lapor_tenaga_kerja as upt_belum,
    cast(100 * j.upt_lapor_tenaga_kerja / j.upt_seharusnya as decimal(9, 2)) as melapor_persen,
    j.upt_tepat_waktu,
    cast(100 * j.upt_tepat_waktu / nullif(j.upt_lapor_tenaga_kerja, 0) as decimal(9, 2)) as tepat_waktu_persen,
    j.upt_sebagian,
    cast(j.n_pengecualian as bigint) as n_pengecualian,
    cast(j.n_konfirmasi as bigint) as n_konfirmasi
from jumlah as j
inner join core.periode as p on j.periode = p.periode
left join core.provinsi as v on j.kode_provinsi = v.kode_provinsi
left join jumlah as b
    on
        p.periode_bulan_lalu = b.periode
        and j.tingkat = b.tingkat
        and j.kanwil is not distinct from b.kanwil
        and j.kode_provinsi is not distinct from b.kode_provinsi
        and j.kode_upt is not distinct from b.kode_upt
left join jumlah as t
    on
        p.periode_tahun_lalu = t.periode
        and j.tingkat = t.tingkat
        and j.kanwil is not distinct from t.kanwil
        and j.kode_provinsi is not distinct from t.kode_provinsi
        and j.kode_upt is not distinct from t.kode_upt
order by j.periode, j.tingkat, j.kanwil, j.kode_provinsi, j.kode_upt
