-- Apakah isi dua daftar berbeda, dalam urutan baris apa pun.
select
    (select count(*) || ':' || coalesce(bit_xor(hash($columns)), 0) from $stored)
    <> (select count(*) || ':' || coalesce(bit_xor(hash($columns)), 0) from $wanted) as beda
