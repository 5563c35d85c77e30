-- Bulan yang ada laporan terbitnya, dan mana yang batas lapornya sudah lewat pada suatu hari.
select
    r.periode,
    coalesce(k.jatuh_tempo < $hari, false) as lewat
from mart.ringkasan_bulanan as r
left join (
    select
        periode,
        min(jatuh_tempo) as jatuh_tempo
    from core.kewajiban
    group by periode
) as k on r.periode = k.periode
where r.tingkat = 'nasional' and r.upt_melapor > 0
order by r.periode
