-- Kerja sama harus menyebut lembaga yang menjadi pihaknya.
select
    r._submission_id,
    r._sheet,
    r._row,
    'penyelenggara' as field
from kegiatan as r
where r.jenis = 'kerja_sama' and r.penyelenggara is null
