-- Omzet dan pelaporan setiap provinsi bulan itu; UPT yang provinsinya belum pasti dijumlahkan pada satu baris tersendiri.
with upt as (
    select
        b.kode_provinsi,
        p.omzet_rp,
        p.pnbp_rp,
        p.wbp_bekerja_orang,
        b.melapor,
        b.nihil,
        b.tepat_waktu,
        p.keadaan
    from core.upt_bulanan as b
    left join mart.peringkat_upt as p on b.kode_upt = p.kode_upt and b.periode = p.periode
    where b.periode = $periode
),

jumlah as (
    select
        kode_provinsi,
        sum(omzet_rp) as omzet_rp,
        sum(pnbp_rp) as pnbp_rp,
        sum(wbp_bekerja_orang) as wbp_bekerja_orang,
        count(*) as upt_seharusnya,
        count(*) filter (where melapor) as upt_melapor,
        count(*) filter (where melapor and nihil) as upt_nihil,
        count(*) filter (where not melapor) as upt_belum,
        count(*) filter (where omzet_rp is not null) as upt_lapor_penjualan,
        count(*) filter (where tepat_waktu) as upt_tepat_waktu
    from upt
    group by kode_provinsi
)

select
    coalesce(v.kode_provinsi, j.kode_provinsi) as kode_provinsi,
    v.nama_provinsi,
    j.omzet_rp,
    j.pnbp_rp,
    j.wbp_bekerja_orang,
    coalesce(j.upt_seharusnya, 0) as upt_seharusnya,
    coalesce(j.upt_melapor, 0) as upt_melapor,
    coalesce(j.upt_nihil, 0) as upt_nihil,
    coalesce(j.upt_belum, 0) as upt_belum,
    coalesce(j.upt_lapor_penjualan, 0) as upt_lapor_penjualan,
    cast(100 * j.upt_melapor / nullif(j.upt_seharusnya, 0) as decimal(9, 2)) as melapor_persen,
    cast(100 * j.upt_tepat_waktu / nullif(j.upt_melapor, 0) as decimal(9, 2)) as tepat_waktu_persen
from core.provinsi as v
full join jumlah as j on v.kode_provinsi = j.kode_provinsi
order by j.omzet_rp desc nulls last, v.kode_provinsi nulls last
