-- UPT yang tidak punya laporan terbit bulan itu, dan apa yang terjadi dengan kirimannya bila ada.
select
    b.nama_upt,
    b.kanwil,
    b.kode_upt,
    max(k.kiriman_terakhir_keadaan) as kiriman_terakhir,
    max(p.bulan_tanpa_laporan) as bulan_tanpa_laporan
from core.upt_bulanan as b
left join core.kewajiban as k on b.kode_upt = k.kode_upt and b.periode = k.periode
left join mart.peringkat_upt as p on b.kode_upt = p.kode_upt and b.periode = p.periode
where b.periode = $periode and not b.melapor
group by all
order by b.kanwil, b.nama_upt
