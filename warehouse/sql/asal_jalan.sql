-- Setiap aturan yang dijalankan pada setiap kiriman.
select
    k.*,
    j.rule,
    j.outcome
from meta.rule_run as j
inner join ($kiriman) as k on j.submission_id = k.submission_id
