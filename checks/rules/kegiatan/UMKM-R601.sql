-- Peserta WBP yang lebih dari empat kali biasanya untuk jenis kegiatan itu ditanyakan, bila lebih dari seratus orang.
-- Seratus: dua blok hunian, di bawah itu kegiatan kecil dan besar silih berganti; upacara dan penyuluhan umum memang diikuti banyak
-- orang, empat kali membiarkannya.
with lalu as (
    select
        l._untuk,
        l.jenis,
        list(l.peserta_wbp_orang) as peserta
    from riwayat_kegiatan as l
    where l.peserta_wbp_orang is not null
    group by l._untuk, l.jenis
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'peserta_wbp_orang' as field,
    biasanya(l.peserta, 0) as expected
from kegiatan as r
inner join lalu as l on r._submission_id = l._untuk and r.jenis = l.jenis
where r.peserta_wbp_orang > 100 and r.peserta_wbp_orang > batas_atas(l.peserta, 4)
