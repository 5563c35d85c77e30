-- Yang disamarkan karena salah satu bagiannya sendiri kurang dari $batas orang; nol bukan siapa-siapa dan tetap tampil.
create or replace temp table _samar as
select distinct
    periode,
    wilayah,
    ukuran
from _bagian
where nilai <> 0 and nilai < $batas
