-- Catatan jalannya setiap aturan pada setiap laporan: berapa yang diperiksa, lolos, dan melanggar, atau mengapa tidak.
create or replace table _jalannya_aturan as
with melanggar as (
    select
        t.submission_id,
        t.rule,
        count(*) as n
    from _temuan as t
    group by all
),

ringkas as (
    select
        penerapan._submission_id,
        penerapan.rule,
        penerapan.sebab,
        tidak_jalan.why,
        coalesce(melanggar.n, 0) as failed,
        case
            when penerapan.sebab is not null then 0
            when aturan.dataset = 'pengiriman' then greatest(1, coalesce(melanggar.n, 0))
            else greatest(coalesce(baris.n, 0), coalesce(melanggar.n, 0))
        end as evaluated
    from _penerapan as penerapan
    inner join _aturan as aturan on penerapan.rule = aturan.rule
    left join _tidak_jalan as tidak_jalan on penerapan.rule = tidak_jalan.rule
    left join melanggar on penerapan._submission_id = melanggar.submission_id and penerapan.rule = melanggar.rule
    left join _n_baris as baris on penerapan._submission_id = baris._submission_id and aturan.dataset = baris.dataset
)

select
    _submission_id as submission_id,
    rule,
    cast(evaluated as bigint) as evaluated,
    cast(case when sebab is null and why is null then evaluated - failed else 0 end as bigint) as passed,
    cast(failed as bigint) as failed,
    case
        when sebab is not null then 'skipped'
        when why is not null then 'inconclusive'
        when failed > 0 then 'failed'
        else 'passed'
    end as outcome,
    coalesce(sebab, why) as why
from ringkas
order by _submission_id, rule
