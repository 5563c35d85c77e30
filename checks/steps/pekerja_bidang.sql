-- Setiap bidang kerja dengan jumlah pekerjanya; tanpa bidang yang jumlahnya kosong atau tidak terbaca.
create or replace macro pekerja_bidang(bagian) as table (
    select
        r.*,
        coalesce(r.laki_laki_orang, 0) + coalesce(r.perempuan_orang, 0) + coalesce(r.anak_orang, 0) as pekerja
    from query_table(bagian) as r
    where
        coalesce(r.laki_laki_orang, r.perempuan_orang, r.anak_orang) is not null
        and coalesce(r.laki_laki_orang__asli, r.perempuan_orang__asli, r.anak_orang__asli) is null
)
