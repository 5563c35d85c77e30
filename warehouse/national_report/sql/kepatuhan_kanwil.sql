-- Setiap kantor wilayah: UPT yang melapor tepat waktu, terlambat, nihil, atau tidak melapor; setiap UPT satu kali.
select
    kanwil,
    count(*) as upt_seharusnya,
    count(*) filter (where melapor and not nihil and tepat_waktu) as tepat_waktu,
    count(*) filter (where melapor and not nihil and tepat_waktu is not true) as terlambat,
    count(*) filter (where melapor and nihil) as nihil,
    count(*) filter (where not melapor) as tidak_melapor,
    cast(100 * count(*) filter (where melapor) / count(*) as decimal(9, 2)) as melapor_persen,
    cast(100 * count(*) filter (where tepat_waktu) / nullif(count(*) filter (where melapor), 0) as decimal(9, 2)) as tepat_waktu_persen,
    count(*) filter (where sebagian) as sebagian
from core.upt_bulanan
where periode = $periode
group by kanwil
order by melapor_persen, tidak_melapor desc, kanwil
