-- Warga binaan yang mengerjakan satu produk semestinya tidak melebihi seluruh pekerja di lembar Tenaga Kerja.
with pekerja as (
    select
        t._untuk,
        sum(coalesce(t.laki_laki_orang, 0) + coalesce(t.perempuan_orang, 0) + coalesce(t.anak_orang, 0)) as jumlah
    from rujukan_tenaga_kerja as t
    group by t._untuk
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'wbp_terlibat_orang' as field,
    'paling banyak ' || rapikan(cast(p.jumlah as varchar)) as expected,
    r.wbp_terlibat_orang - p.jumlah as difference
from produksi as r
inner join pekerja as p on r._submission_id = p._untuk
where r.wbp_terlibat_orang > p.jumlah
