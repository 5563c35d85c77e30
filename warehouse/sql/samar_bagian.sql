-- Hitungan orang yang dapat dibaca atau dihitung dari angka terbuka: setiap bulan, nasional (wilayah '') dan kantor wilayah.
-- Satu ukuran = angka yang disamarkan bersama; bagiannya berjumlah pekerja, supaya pengurangan dari jumlah pun terjaga.
create or replace temp table _bagian as
with kerja as (
    select
        t.periode,
        t.kode_upt,
        coalesce(t.laki_laki_orang, 0) as laki_laki,
        coalesce(t.perempuan_orang, 0) as perempuan,
        coalesce(t.anak_orang, 0) as anak,
        laki_laki + perempuan + anak as pekerja,
        coalesce(t.bersertifikat_orang, 0) as bersertifikat,
        if(t.bersertifikat_orang is null, 0, pekerja) as pekerja_sertifikat,
        coalesce(t.penerima_premi_orang, 0) as premi,
        if(t.penerima_premi_orang is null, 0, pekerja) as pekerja_premi,
        coalesce(t.peserta_asimilasi_orang, 0) as asimilasi,
        if(t.peserta_asimilasi_orang is null, 0, pekerja) as pekerja_asimilasi,
        if(j.kode_upt is null, 0, pekerja) as pekerja_omzet
    from core.tenaga_kerja as t
    left join core.publikasi_berlaku as j
        on t.periode = j.periode and t.kode_upt = j.kode_upt and j.dataset = 'penjualan'
),

orang as (
    select * from kerja
    union all by name
    select
        periode,
        kode_upt,
        coalesce(peserta_wbp_orang, 0) as pelatihan
    from core.kegiatan
    where jenis = 'pelatihan'
),

jumlah as (
    select
        o.periode,
        if(grouping(u.kanwil) = 1, '', u.kanwil) as wilayah,
        coalesce(sum(o.laki_laki), 0) as laki_laki,
        coalesce(sum(o.perempuan), 0) as perempuan,
        coalesce(sum(o.anak), 0) as anak,
        coalesce(sum(o.pekerja), 0) as pekerja,
        coalesce(sum(o.bersertifikat), 0) as bersertifikat,
        coalesce(sum(o.pekerja_sertifikat), 0) as pekerja_sertifikat,
        coalesce(sum(o.premi), 0) as premi,
        coalesce(sum(o.pekerja_premi), 0) as pekerja_premi,
        coalesce(sum(o.asimilasi), 0) as asimilasi,
        coalesce(sum(o.pekerja_asimilasi), 0) as pekerja_asimilasi,
        coalesce(sum(o.pekerja_omzet), 0) as pekerja_omzet,
        coalesce(sum(o.pelatihan), 0) as pelatihan
    from orang as o
    inner join core.upt_bulanan as u on o.periode = u.periode and o.kode_upt = u.kode_upt
    group by grouping sets ((o.periode), (o.periode, u.kanwil))
),

bagian as (
    select
        periode,
        wilayah,
        unnest([
            {'ukuran': 'wbp_bekerja_orang', 'bagian': 'pekerja', 'nilai': pekerja},
            {'ukuran': 'rincian', 'bagian': 'laki-laki', 'nilai': laki_laki},
            {'ukuran': 'rincian', 'bagian': 'perempuan', 'nilai': perempuan},
            {'ukuran': 'rincian', 'bagian': 'anak', 'nilai': anak},
            {'ukuran': 'bersertifikat_orang', 'bagian': 'ya', 'nilai': bersertifikat},
            {'ukuran': 'bersertifikat_orang', 'bagian': 'tidak', 'nilai': pekerja_sertifikat - bersertifikat},
            {'ukuran': 'bersertifikat_orang', 'bagian': 'tidak diisi', 'nilai': pekerja - pekerja_sertifikat},
            {'ukuran': 'penerima_premi_orang', 'bagian': 'ya', 'nilai': premi},
            {'ukuran': 'penerima_premi_orang', 'bagian': 'tidak', 'nilai': pekerja_premi - premi},
            {'ukuran': 'penerima_premi_orang', 'bagian': 'tidak diisi', 'nilai': pekerja - pekerja_premi},
            {'ukuran': 'peserta_asimilasi_orang', 'bagian': 'ya', 'nilai': asimilasi},
            {'ukuran': 'peserta_asimilasi_orang', 'bagian': 'tidak', 'nilai': pekerja_asimilasi - asimilasi},
            {'ukuran': 'peserta_asimilasi_orang', 'bagian': 'tidak diisi', 'nilai': pekerja - pekerja_asimilasi},
            {'ukuran': 'omzet_per_wbp', 'bagian': 'omzetnya dilaporkan', 'nilai': pekerja_omzet},
            {'ukuran': 'omzet_per_wbp', 'bagian': 'omzetnya tidak dilaporkan', 'nilai': pekerja - pekerja_omzet},
            {'ukuran': 'peserta_pelatihan_orang', 'bagian': 'peserta', 'nilai': pelatihan}
        ]) as isi
    from jumlah
)

select
    periode,
    wilayah,
    isi.ukuran,
    isi.bagian,
    cast(isi.nilai as bigint) as nilai
from bagian
