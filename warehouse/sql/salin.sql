-- Seluruh isi satu tabel.
select * from $origin
