-- Kiriman yang pernah dimuat dan dimuat lagi: dinilai dengan aturan yang mana, dan berapa temuannya yang dijawab.
update core.submission as s
set
    percobaan = k.percobaan,
    ruleset = k.ruleset,
    sebagian = k.sebagian,
    n_pengecualian = k.n_pengecualian,
    n_konfirmasi = k.n_konfirmasi
from _muat_kiriman as k
where s.submission_id = k.submission_id
