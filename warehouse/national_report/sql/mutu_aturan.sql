-- Temuan setiap aturan atas kiriman bulan itu, yang terbanyak dulu; baris "semua" paling depan.
select
    aturan,
    nama_aturan,
    berat,
    n_temuan,
    n_temuan_tunggal,
    n_ditegaskan,
    n_dikecualikan,
    alarm_palsu_persen,
    upt_bertemuan,
    n_kiriman,
    n_kiriman_diperiksa,
    n_kiriman_bertemuan,
    n_dikembalikan,
    n_ditolak,
    upt_berkirim,
    upt_langsung_benar,
    langsung_benar_persen
from mart.mutu_data
where tingkat = 'nasional' and periode = $periode
order by aturan = 'semua' desc, n_temuan desc, aturan
