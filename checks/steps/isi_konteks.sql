-- Data yang sudah terbit masuk ke tempatnya.
insert into $konteks by name
select * from _masukan
