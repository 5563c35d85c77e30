-- Kegiatan semestinya punya peserta, warga binaan atau petugas.
select
    r._submission_id,
    r._sheet,
    r._row,
    'peserta_wbp_orang' as field
from kegiatan as r
where
    coalesce(r.peserta_wbp_orang, 0) + coalesce(r.peserta_petugas_orang, 0) = 0
    and coalesce(r.peserta_wbp_orang__asli, r.peserta_petugas_orang__asli) is null
