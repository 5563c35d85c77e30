-- Harga jual atau hasil per luas dari barang yang sama di semua UPT selama dua belas bulan sebelumnya: tengah, sebaran, banyaknya UPT.
with terbit as (
    select *
    from core.publikasi
    where dataset = $dataset
    qualify row_number() over (partition by submission_id order by pada desc) = 1 and aksi = 'terbit'
),

bulan as (
    select distinct
        t.periode,
        strftime(cast(t.periode || '-01' as date) - interval 12 months, '%Y-%m') as dari
    from _tanya as t
),

ukur as (
    select
        b.periode,
        r.kode_upt,
        lower(trim(r.$nama)) as nama,
        $per_satuan as satuan,
        sum(r.$hasil) / sum(r.$takaran) as nilai
    from $rows as r
    inner join terbit as t on r._submission_id = t.submission_id and r.periode = t.periode
    inner join bulan as b on b.periode > t.periode and b.dari <= t.periode
    where r.$takaran > 0 and r.$hasil > 0 and lower(trim(r.$nama)) in (select d.nama from _disebut as d)
    group by b.periode, r.kode_upt, lower(trim(r.$nama)), $per_satuan
),

rekan as (
    select
        u.periode,
        u.nama,
        u.satuan,
        median(u.nilai) as tengah,
        mad(u.nilai) as sebar,
        count(*) as n_upt
    from ukur as u
    group by u.periode, u.nama, u.satuan
    having count(*) >= 6
)

select
    d._untuk,
    $apa as ukuran,
    k.nama,
    k.satuan,
    k.tengah,
    k.sebar,
    k.n_upt
from _disebut as d
inner join _tanya as n on d._untuk = n._untuk
inner join rekan as k on n.periode = k.periode and d.nama = k.nama
