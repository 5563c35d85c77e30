-- Temuan untuk umum: nilai yang bukan angka, tanggal, atau kode hanya diperlihatkan bentuknya, juga di dalam pesan.
with tampak as (
    select
        f.*,
        samarkan(f.value) as bentuk_nilai
    from _temuan as f
)

select
    t.submission_id,
    s.file,
    s.kode_upt,
    s.periode,
    t.dataset,
    t.sheet,
    t.cell,
    t.row,
    t.field,
    t.rule,
    t.tier,
    t.severity,
    t.bentuk_nilai as value,
    t.expected,
    if(
        t.bentuk_nilai is distinct from t.value,
        regexp_replace(
            t.message,
            '(\A|[^\p{L}\p{N}])' || regexp_escape(t.value) || '(\z|[^\p{L}\p{N}])',
            '\1' || replace(t.bentuk_nilai, '\', '\\') || '\2', 'g'
        ),
        t.message
    ) as message,
    t.status
from tampak as t
left join _kiriman as s on t.submission_id = s.submission_id
order by s.periode, s.kode_upt, t.submission_id, t.dataset, t.sheet, t.row, t.field, t.rule
