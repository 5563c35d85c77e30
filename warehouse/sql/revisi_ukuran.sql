-- Jumlah setiap ukuran satu dataset pada setiap versi yang dibandingkan core.revisi, tanpa baris yang waktu itu disisihkan.
with tersisih as (
    select
        v.submission_id,
        v.pada,
        s.sheet,
        s."row"
    from versi as v
    inner join core.sisihan as s
        on v.dataset = s.dataset and v.submission_id = s.submission_id and v.pada >= s.pada
    where v.dataset = $dataset
    group by v.submission_id, v.pada, s.sheet, s."row"
    having max_by(s.aksi, s.pada) = 'sisih'
)

select
    v.dataset,
    v.submission_id,
    v.pada,
    unnest($angka) as angka
from versi as v
inner join $rows as r on v.submission_id = r._submission_id
where
    v.dataset = $dataset
    and not exists (
        select 1
        from tersisih as s
        where
            s.submission_id = v.submission_id
            and s.pada = v.pada
            and s.sheet is not distinct from r._sheet
            and s."row" = r._row
    )
group by v.dataset, v.submission_id, v.pada
