-- UPT yang melapor bulan itu tetapi tidak bulan sebelumnya, dan sebaliknya.
select
    case when kini.melapor then 'mulai' else 'berhenti' end as arah,
    kini.nama_upt,
    kini.kanwil,
    kini.kode_upt,
    coalesce(p.omzet_rp, q.omzet_rp) as omzet_rp
from core.upt_bulanan as kini
inner join core.upt_bulanan as lalu on kini.kode_upt = lalu.kode_upt
left join mart.peringkat_upt as p on kini.kode_upt = p.kode_upt and kini.periode = p.periode and kini.melapor
left join mart.peringkat_upt as q on lalu.kode_upt = q.kode_upt and lalu.periode = q.periode and lalu.melapor
where kini.periode = $periode and lalu.periode = $lalu and kini.melapor <> lalu.melapor
order by arah, kini.kanwil, kini.nama_upt
