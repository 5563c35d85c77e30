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

laporan as (
    select
        b.kode_upt,
        b.periode,
        bool_and(b.nihil) as nihil,
        bool_or(s.sebagian) as sebagian,
        sum(s.n_pengecualian) filter (b.kiriman_pertama) as n_pengecualian,
        sum(s.n_konfirmasi) filter (b.kiriman_pertama) as n_konfirmasi
    from (
        select
            *,
            row_number() over (partition by submission_id order by dataset) = 1 as kiriman_pertama
        from core.publikasi_berlaku
    ) as b
    inner join core.submission as s on b.submission_id = s.submission_id
    group by b.kode_upt, b.periode
),

pertama as (
    select
        t.kode_upt,
        t.periode,
        -- Menurut jatuh tempo kewajibannya, yang mundur bila dibuka kembali; tanpa kewajiban, menurut yang dicatat saat dimuat.
        min_by(
            coalesce(cast(s.diterima_pada + interval 7 hours as date) <= k.jatuh_tempo, s.tepat_waktu),
            (s.diterima_pada, s.sha256, s.submission_id, coalesce(k.jatuh_tempo, date '9999-12-31'))
        ) as tepat_waktu
    from core.publikasi_terbit as t
    inner join core.submission as s on t.submission_id = s.submission_id
    left join core.kewajiban as k on t.kode_upt = k.kode_upt and t.periode = k.periode and t.dataset = k.dataset
    group by t.kode_upt, t.periode
),

berlaku as (
    select
        b.periode,
        u.*
    from bulan as b
    inner join core.upt as u
        on
            b.akhir_tanggal >= coalesce(u.berlaku_dari, date '0001-01-01')
            and b.akhir_tanggal <= coalesce(u.berlaku_sampai, date '9999-12-31')
),

terakhir as (
    select *
    from core.upt
    qualify row_number() over (partition by kode_upt order by berlaku_sampai desc nulls first) = 1
),

-- Yang melapor tetapi tidak tercatat berlaku pada bulan itu tetap dihitung, supaya jumlah nasional sama dengan core.
kantor as (
    select
        periode,
        kode_upt,
        nama_upt,
        jenis,
        kelas,
        kanwil,
        kode_provinsi
    from berlaku
    union all by name
    select
        l.periode,
        l.kode_upt,
        coalesce(t.nama_upt, l.kode_upt) as nama_upt,
        coalesce(t.jenis, 'Tidak dikenal') as jenis,
        t.kelas,
        coalesce(t.kanwil, 'Tidak dikenal') as kanwil,
        t.kode_provinsi
    from laporan as l
    anti join berlaku as b on l.periode = b.periode and l.kode_upt = b.kode_upt
    left join terakhir as t on l.kode_upt = t.kode_upt
)

select
    k.periode,
    k.kode_upt,
    k.nama_upt,
    k.jenis,
    k.kelas,
    k.kanwil,
    k.kode_provinsi,
    l.kode_upt is not null as melapor,
    coalesce(l.nihil, false) as nihil,
    if(l.kode_upt is not null, p.tepat_waktu, null) as tepat_waktu,
    l.sebagian,
    cast(coalesce(l.n_pengecualian, 0) as bigint) as n_pengecualian,
    cast(coalesce(l.n_konfirmasi, 0) as bigint) as n_konfirmasi
from kantor as k
left join laporan as l on k.periode = l.periode and k.kode_upt = l.kode_upt
left join pertama as p on k.periode = p.periode and k.kode_upt = p.kode_upt
