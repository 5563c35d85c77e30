-- Terbitan yang berlaku sebelum sebuah terbitan; kosong bila terbitan itu yang pertama.
select sebelumnya
from meta.release
where release = $rilis
