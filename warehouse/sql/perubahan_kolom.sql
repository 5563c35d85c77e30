-- Kolom yang bertambah, hilang, atau berganti tipe antara dua terbitan.
select
    coalesce(k.table, d.table) as tabel,
    coalesce(k.column, d.column) as kolom,
    d.type as sebelum,
    k.type as sesudah
from $kini as k
full join $dulu as d on k.table = d.table and k.column = d.column
where k.type is distinct from d.type
order by tabel, kolom
