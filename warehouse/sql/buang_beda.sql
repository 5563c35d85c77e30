-- Menghapus baris bulan dan UPT (atau kiriman) yang berbeda.
delete from $target
where $within and ($periode, $milik) in (select (_bulan, _milik) from _beda)
