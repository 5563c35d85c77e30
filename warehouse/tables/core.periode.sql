-- Bulan-bulan laporan, beserta nama, triwulan, dan bulan pembandingnya.
with bulan as (
    select cast(hari as date) as awal
    from generate_series(date '2015-01-01', date '2040-12-01', interval 1 month) as b (hari)
),

nama as (
    select [
        'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli',
        'Agustus', 'September', 'Oktober', 'November', 'Desember'
    ] as nama
)

select
    strftime(awal, '%Y-%m') as periode,
    year(awal) as tahun,
    quarter(awal) as triwulan,
    month(awal) as bulan,
    nama[month(awal)] || ' ' || year(awal) as nama_bulan,
    awal as awal_tanggal,
    last_day(awal) as akhir_tanggal,
    strftime(awal - interval 1 month, '%Y-%m') as periode_bulan_lalu,
    strftime(awal - interval 1 year, '%Y-%m') as periode_tahun_lalu
from bulan
cross join nama
