-- Seluruh isi satu tabel, terurut.
select * from $origin
order by $keys
