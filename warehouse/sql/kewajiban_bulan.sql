-- Mencatat dari apa kewajiban bulan-bulan ini dihitung.
insert into meta.kewajiban_bulan by name
select
    s.periode,
    s.sidik,
    cast($today as date) as hari,
    max(k.tenggang_sampai) as tenggang_sampai
from _sidik as s
left join core.kewajiban as k on s.periode = k.periode
group by s.periode, s.sidik
