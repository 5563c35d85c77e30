-- Temuan untuk petugas pusat: isian yang bukan angka, tanggal, atau kode hanya diperlihatkan bentuknya, juga di dalam kalimatnya;
-- kolom yang menamai barang atau kantor, bukan orang, tampil seperti dikirim.
with tampak as (
    select
        f.*,
        case
            when t.field is not null and length(regexp_replace(f.value, '[^0-9]', '', 'g')) <= 12 then f.value
            else samarkan(f.value)
        end as terlihat
    from _temuan as f
    left join _tampil as t on f.dataset is not distinct from t.dataset and f.field = t.field
),

pengganti as (
    select
        t.*,
        coalesce(t.terlihat <> t.value, false) as disamarkan,
        concat('(\A|[^\p{L}\p{N}])', regexp_escape(t.value), '(\z|[^\p{L}\p{N}])') as asli,
        concat('\1', replace(t.terlihat, chr(92), concat(chr(92), chr(92))), '\2') as ganti
    from tampak as t
)

select
    p.* exclude (value, terlihat, disamarkan, asli, ganti, message, fix),
    p.terlihat as value,
    if(p.disamarkan, regexp_replace(p.message, p.asli, p.ganti, 'g'), p.message) as message,
    if(p.disamarkan, regexp_replace(p.fix, p.asli, p.ganti, 'g'), p.fix) as fix
from pengganti as p
order by p.submission_id, p.sheet nulls first, p.row nulls first, length(p.cell), p.cell, p.rule, p.ordinal
