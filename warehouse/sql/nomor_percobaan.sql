-- Urutan percobaan menurut buku besar: kiriman yang diterima lebih dahulu dapat sampai ke gudang belakangan.
update core.submission as s
set percobaan = n.percobaan
from _nomor as n
where s.submission_id = n.submission_id and s.percobaan is distinct from n.percobaan
