-- Kiriman yang berganti antara dua terbitan, menurut UPT dan bulan, beserta bagian-bagiannya.
with berganti as (
    select
        coalesce(k.kode_upt, d.kode_upt) as kode_upt,
        coalesce(k.periode, d.periode) as periode,
        coalesce(k.dataset, d.dataset) as dataset,
        d.submission_id as lama,
        k.submission_id as baru
    from $kini as k
    full join $dulu as d on k.kode_upt = d.kode_upt and k.periode = d.periode and k.dataset = d.dataset
    where k.submission_id is distinct from d.submission_id
),

tercatat as (
    select
        kode_upt,
        periode,
        nama_upt,
        kanwil,
        1 as urutan
    from $upt_dulu
    union all
    select
        kode_upt,
        periode,
        nama_upt,
        kanwil,
        2 as urutan
    from $upt_kini
),

kantor as (
    select
        kode_upt,
        periode,
        max_by(nama_upt, urutan) as nama_upt,
        max_by(kanwil, urutan) as kanwil
    from tercatat
    group by kode_upt, periode
)

select
    b.periode,
    coalesce(o.kanwil, 'Tidak dikenal') as kanwil,
    b.kode_upt,
    coalesce(o.nama_upt, b.kode_upt) as nama_upt,
    b.lama,
    b.baru,
    count(*) as n_bagian,
    string_agg(b.dataset, ', ' order by b.dataset) as bagian
from berganti as b
left join kantor as o on b.kode_upt = o.kode_upt and b.periode = o.periode
group by b.periode, o.kanwil, b.kode_upt, o.nama_upt, b.lama, b.baru
order by b.periode desc, kanwil, b.kode_upt, b.lama nulls last, b.baru nulls last
