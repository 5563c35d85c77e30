-- Hasil produksi di atas nol semestinya ada warga binaan yang mengerjakan dan hari kerjanya.
select
    r._submission_id,
    r._sheet,
    r._row,
    'wbp_terlibat_orang' as field
from produksi as r
where r.volume > 0 and r.wbp_terlibat_orang = 0
union all
select
    r._submission_id,
    r._sheet,
    r._row,
    'hari_kerja' as field
from produksi as r
where r.volume > 0 and r.hari_kerja = 0
