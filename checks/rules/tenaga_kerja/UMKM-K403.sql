-- Penerima premi adalah bagian dari pekerja bidang itu dan tidak boleh melebihi jumlahnya.
with bidang as (
    select
        r.*,
        coalesce(r.laki_laki_orang, 0) + coalesce(r.perempuan_orang, 0) + coalesce(r.anak_orang, 0) as pekerja
    from tenaga_kerja as r
    where
        coalesce(r.laki_laki_orang, r.perempuan_orang, r.anak_orang) is not null
        and coalesce(r.laki_laki_orang__asli, r.perempuan_orang__asli, r.anak_orang__asli) is null
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'penerima_premi_orang' as field,
    'paling banyak ' || b.pekerja as expected,
    b.penerima_premi_orang - b.pekerja as difference
from bidang as b
where b.penerima_premi_orang > b.pekerja
