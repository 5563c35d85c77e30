-- Mengosongkan tabel rujukan sebelum diisi ulang.
delete from $target
