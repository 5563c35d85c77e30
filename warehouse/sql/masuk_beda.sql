-- Memasukkan baris bulan dan UPT (atau kiriman) yang berbeda, seperti seharusnya sekarang.
insert into $target
select * from _baru
where ($periode, $milik) in (select (_bulan, _milik) from _beda)
