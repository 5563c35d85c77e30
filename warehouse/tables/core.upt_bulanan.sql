-- UPT seperti adanya pada akhir setiap bulan laporan, dan apakah ia sudah, nihil, atau belum melapor.
with bulan as (
    select
        p.periode,
        p.akhir_tanggal
    from core.periode as p
    where
        p.periode >= (select min(b.periode) from core.publikasi_berlaku as b)
        and p.periode <= (select max(b.periode) from core.publikasi_berlaku as b)
),

kiriman as (
    select
        b.kode_upt,
        b.periode,
        b.submission_id,
        bool_and(b.nihil) as nihil
    from core.publikasi_berlaku as b
    group by b.kode_upt, b.periode, b.submission_id
),

laporan as (
    select
        k.kode_upt,
        k.periode,
        bool_and(k.nihil) as nihil,
        bool_or(s.sebagian) as sebagian,
        sum(s.n_pengecualian) as n_pengecualian,
        sum(s.n_konfirmasi) as n_konfirmasi
    from kiriman as k
    inner join core.submission as s on k.submission_id = s.submission_id
    group by k.kode_upt, k.periode
),

pertama as (
    select
        p.kode_upt,
        p.periode,
        min_by(s.tepat_waktu, (s.diterima_pada, s.sha256)) as tepat_waktu
    from core.publikasi as p
    inner join core.submission as s on p.submission_id = s.submission_id
    where p.aksi = 'terbit'
    group by p.kode_upt, p.periode
)

select
    b.periode,
    u.kode_upt,
    u.nama_upt,
    u.jenis,
    u.kelas,
    u.kanwil,
    u.kode_provinsi,
    l.kode_upt is not null as melapor,
    coalesce(l.nihil, false) as nihil,
    if(l.kode_upt is not null, t.tepat_waktu, null) as tepat_waktu,
    l.sebagian,
    cast(coalesce(l.n_pengecualian, 0) as bigint) as n_pengecualian,
    cast(coalesce(l.n_konfirmasi, 0) as bigint) as n_konfirmasi
from bulan as b
inner join core.upt as u
    on
        b.akhir_tanggal >= coalesce(u.berlaku_dari, date '0001-01-01')
        and b.akhir_tanggal <= coalesce(u.berlaku_sampai, date '9999-12-31')
left join laporan as l on b.periode = l.periode and u.kode_upt = l.kode_upt
left join pertama as t on b.periode = t.periode and u.kode_upt = t.kode_upt
