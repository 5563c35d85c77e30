-- Isi tabel terbitan ini seperti seharusnya sekarang.
insert into _baru by name
select * from ($origin)
where $within
