-- Banyaknya tindakan publikasi, dan sidik semuanya: sama bila dua berkas memuat publikasi yang sama.
select
    count(*) as n,
    cast(coalesce(bit_xor(hash(submission_id, dataset, aksi, pada)), 0) as hugeint) as sidik
from core.publikasi
