-- Isi satu tabel terbuka, dihitung sekali untuk CSV dan Parquet.
create or replace temp table _terbuka as
select * from $isi
