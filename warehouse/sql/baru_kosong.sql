-- Tabel sementara seperti tabel terbitan ini, masih kosong: isinya nanti dibandingkan dengan yang sudah ada.
create or replace temp table _baru as
select * from $target
limit 0
