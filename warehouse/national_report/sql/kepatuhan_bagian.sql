-- Setiap bagian laporan: berapa UPT melapor, tepat waktu, terlambat, nihil, dan tidak melapor.
select
    dataset,
    n_wajib,
    n_melapor,
    n_tepat_waktu,
    n_melapor_terlambat,
    n_nihil,
    n_belum,
    n_dikembalikan,
    n_ditutup_kosong,
    n_dikecualikan,
    melapor_persen,
    tepat_waktu_persen
from mart.kepatuhan
where tingkat = 'nasional' and periode = $periode
order by dataset = 'semua', dataset
