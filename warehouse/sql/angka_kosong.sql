-- Belum ada angka: dataset yang tidak ada pada terbitan pembanding.
select
    '' as periode,
    '' as kanwil,
    '' as ukuran,
    cast(0 as decimal(38, 3)) as nilai
where false
