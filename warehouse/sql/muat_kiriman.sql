-- Mencatat kiriman baru; tepat waktu bila diterima paling lambat pada hari jatuh tempo bulan berikutnya, waktu Jakarta (UTC+7).
insert into core.submission by name
select
    k.*,
    $now as dimuat_pada,
    k.diterima_pada + interval 7 hours
    < strptime(k.periode || '-01', '%Y-%m-%d') + interval 1 month + interval $due_day days as tepat_waktu
from _muat_kiriman as k
semi join _muat_baru as b on k.submission_id = b.submission_id
