-- Berkas yang tidak dapat dibaca melanggar aturan pembaca yang menolaknya.
insert into _pelanggar by name
select
    tolakan.rule,
    tolakan._submission_id
from tolakan
