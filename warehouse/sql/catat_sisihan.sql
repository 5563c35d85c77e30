-- Mencatat baris kiriman ini yang baru disisihkan, dan yang tidak lagi.
insert into core.sisihan by name
with tercatat as (
    select
        t.submission_id,
        t.dataset,
        t.sheet,
        t."row",
        max(t.pada) as pada,
        max_by(t.aksi, t.pada) as aksi
    from core.sisihan as t
    semi join _muat_kiriman as k on t.submission_id = k.submission_id
    group by all
),

seharusnya as (
    select
        coalesce(m.submission_id, t.submission_id) as submission_id,
        coalesce(m.dataset, t.dataset) as dataset,
        if(m.submission_id is null, t.sheet, m.sheet) as sheet,
        coalesce(m."row", t."row") as "row",
        if(m.submission_id is null, 'masuk', 'sisih') as aksi,
        t.aksi as aksi_lama,
        t.pada as pada_lama
    from _muat_sisihan as m
    full join tercatat as t
        on
            m.submission_id = t.submission_id
            and m.dataset = t.dataset
            and m.sheet is not distinct from t.sheet
            and m."row" = t."row"
)

select
    submission_id,
    dataset,
    sheet,
    "row",
    aksi,
    greatest($now, pada_lama + interval 1 microsecond) as pada
from seharusnya
where aksi is distinct from coalesce(aksi_lama, 'masuk')
