-- Temuan untuk umum: nilai yang bukan angka, tanggal, atau kode hanya diperlihatkan bentuknya, juga di dalam pesan.
with tampak as (
    select
        f.*,
        samarkan(f.value) as bentuk_nilai,
        string_split(f.message, f.value) as potongan
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
    -- Setiap kemunculan nilai itu sebagai kata di dalam pesan; pola yang tetap, sebab menyusun pola setiap baris lama.
    if(
        t.bentuk_nilai is distinct from t.value and contains(t.message, t.value),
        array_to_string(
            list_transform(
                t.potongan,
                (p, i) -> p || case
                    when i = len(t.potongan) then ''
                    when regexp_matches(right(p, 1) || left(t.potongan[i + 1], 1), '[\p{L}\p{N}]') then t.value
                    else t.bentuk_nilai
                end
            ), ''
        ),
        t.message
    ) as message,
    t.status
from tampak as t
left join _kiriman as s on t.submission_id = s.submission_id
order by s.periode, s.kode_upt, t.submission_id, t.dataset, t.sheet, t.row, t.field, t.rule
