-- Jumlah omzet dalam laporan ini.
create or replace macro omzet_kini(bagian) as table (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        sum(r.omzet_rp) as jumlah
    from query_table(bagian) as r
    group by r._submission_id
)
