-- Sidik jalannya aturan atas sekumpulan kiriman.
select count(*) || ':' || coalesce(sum(hash(*columns(*))), 0) as sidik
from _jalan
