-- Pertanyaan atas angka nasional dan wilayah bulan itu (aturan tingkat M).
select
    rule,
    wilayah,
    message,
    fix
from meta.temuan_makro
where periode = $periode
order by wilayah <> 'Nasional', rule, wilayah
