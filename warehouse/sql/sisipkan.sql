-- Menambahkan baris menurut nama kolomnya.
insert into $target by name
select * from $origin
