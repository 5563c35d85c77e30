-- Kantor wilayah dari porsi melapor yang paling rendah.
select
    kanwil,
    n_wajib,
    n_melapor,
    n_belum,
    melapor_persen,
    tepat_waktu_persen
from mart.kepatuhan
where
    periode = (select max(k.periode) from mart.kepatuhan as k)
    and tingkat = 'kanwil'
    and dataset = 'semua'
order by melapor_persen, kanwil
