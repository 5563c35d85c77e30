-- Berapa bagian dan baris yang berlaku, dan dari berapa kiriman yang dimuat.
select
    (select count(*) from core.submission) as n_submission,
    count(*) as n_bagian,
    coalesce(sum(n_baris), 0) as n_baris
from core.publikasi_berlaku
