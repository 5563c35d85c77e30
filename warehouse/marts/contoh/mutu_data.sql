-- Aturan yang paling sering menemukan sesuatu di seluruh Indonesia.
select
    aturan,
    nama_aturan,
    n_temuan_tunggal,
    upt_bertemuan,
    alarm_palsu_persen
from mart.mutu_data
where
    periode = (select max(m.periode) from mart.mutu_data as m)
    and tingkat = 'nasional'
    and aturan <> 'semua'
order by n_temuan_tunggal desc, aturan
limit 10
