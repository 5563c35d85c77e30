-- Capaian setiap indikator program, nasional.
select
    program,
    butir,
    indikator,
    nilai_tahun_berjalan,
    satuan,
    target_setahun,
    capaian_target_persen
from mart.program_akselerasi
where
    periode = (select max(p.periode) from mart.program_akselerasi as p)
    and tingkat = 'nasional'
order by program, butir, indikator
