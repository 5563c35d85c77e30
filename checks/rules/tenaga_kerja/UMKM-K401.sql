-- Setiap bidang harus punya jumlah pekerja: laki-laki, perempuan, atau anak, sedikitnya satu terisi.
select
    r._submission_id,
    r._sheet,
    r._row,
    'laki_laki_orang' as field
from tenaga_kerja as r
where
    coalesce(r.laki_laki_orang, r.perempuan_orang, r.anak_orang) is null
    and coalesce(r.laki_laki_orang__asli, r.perempuan_orang__asli, r.anak_orang__asli) is null
