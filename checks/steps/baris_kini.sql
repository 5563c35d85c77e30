-- Banyaknya baris sebuah jenis laporan dalam laporan ini.
create or replace macro baris_kini(bagian) as table (
    select
        r._submission_id,
        min(r._sheet) as _sheet,
        count(*) as jumlah
    from query_table(bagian) as r
    group by r._submission_id
)
