-- Angka yang sudah terbit lalu berubah sejak batas lapor bulan sebelumnya, menurut bulan, bagian, dan ukuran.
select
    periode,
    dataset,
    ukuran,
    count(distinct kode_upt) as upt,
    count(*) as revisi,
    sum(sebelum) as sebelum,
    sum(sesudah) as sesudah,
    sum(selisih) as selisih
from core.revisi
where
    periode <= $periode
    and pada >= coalesce((select min(k.jatuh_tempo) from core.kewajiban as k where k.periode = $lalu), timestamp '1970-01-01')
group by periode, dataset, ukuran
having sum(selisih) <> 0
order by periode desc, dataset, ukuran
