-- Bidang kerja yang tercantum dalam enam laporan terakhir semestinya masih dilaporkan; yang hilang disebut satu per satu.
-- Enam laporan: sama dengan pengamatan paling sedikit bagi aturan riwayat lain; bidang musiman yang hilang timbul tidak ditanyakan.
with tetap as (
    select
        l._untuk,
        lipat(l.bidang) as kunci,
        arg_max(l.bidang, l.periode) as bidang
    from riwayat_tenaga_kerja as l
    inner join enam_terakhir('tenaga_kerja') as u on l._untuk = u._untuk and l.periode = u.periode
    where coalesce(l.laki_laki_orang, 0) + coalesce(l.perempuan_orang, 0) + coalesce(l.anak_orang, 0) > 0
    group by l._untuk, lipat(l.bidang)
    having count(distinct l.periode) >= 6
),

kini as (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        list(lipat(r.bidang)) as bidang
    from tenaga_kerja as r
    group by r._submission_id
)

select
    k._submission_id,
    k._sheet,
    cast(null as bigint) as _row,
    'bidang' as field,
    t.bidang as value
from kini as k
inner join tetap as t on k._submission_id = t._untuk
where not list_contains(k.bidang, t.kunci)
