-- Kiriman yang barisnya belum pernah dimuat.
select k.submission_id
from _muat_kiriman as k
anti join core.submission as s on k.submission_id = s.submission_id
