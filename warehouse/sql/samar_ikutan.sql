-- Jumlah pekerja yang disamarkan membawa serta semua angka yang merupakan bagian darinya: dari bagian, jumlah dapat ditaksir.
insert into _samar
select distinct
    b.periode,
    b.wilayah,
    b.ukuran
from _bagian as b
semi join _samar as p on b.periode = p.periode and b.wilayah = p.wilayah and p.ukuran = 'wbp_bekerja_orang'
anti join _samar as s on b.periode = s.periode and b.wilayah = s.wilayah and b.ukuran = s.ukuran
where b.ukuran <> 'peserta_pelatihan_orang'
