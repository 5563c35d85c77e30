-- Tabel masukan disalin ke basis data pemeriksaan, karena dibaca berkali-kali.
create or replace table $tujuan as
select * from _masukan
