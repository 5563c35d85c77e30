-- Bulan dan UPT (atau kiriman) yang barisnya tidak sama dengan yang seharusnya: berkurang, bertambah, atau isinya lain.
create or replace temp table _beda as
select
    _bulan,
    _milik
from (
    select
        $periode as _bulan,
        $milik as _milik,
        count(*) as n,
        sum(hash(t)) as sidik
    from $target as t -- noqa: AL05
    where $within
    group by _bulan, _milik
    union all
    select
        $periode as _bulan,
        $milik as _milik,
        count(*) as n,
        sum(hash(t)) as sidik
    from _baru as t -- noqa: AL05
    group by _bulan, _milik
) as kelompok
group by _bulan, _milik
having count(*) < 2 or min(n) <> max(n) or min(sidik) <> max(sidik)
