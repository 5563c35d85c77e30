-- Aturan beserta berapa kali ia menemukan sesuatu.
select
    a.*,
    coalesce(t.fired, 0) as fired,
    coalesce(t.confirmed, 0) as confirmed
from _aturan as a
left join (
    select
        rule,
        count(*) as fired,
        count(*) filter (status = 'confirmed') as confirmed
    from _temuan
    group by rule
) as t on a.id = t.rule
order by a.id
