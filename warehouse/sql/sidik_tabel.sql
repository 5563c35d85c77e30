-- Banyaknya baris satu tabel dan sidik semuanya, dalam urutan baris apa pun; dua baris yang sama tidak saling menghapus.
select
    count(*) as n,
    cast(coalesce(sum(cast(hash($columns) as hugeint)), 0) % 18446744073709551616 as varchar) as sidik
from $origin
