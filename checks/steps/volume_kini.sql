-- Volume setiap produk dan satuan dalam laporan ini, dengan baris terbesarnya.
create or replace macro volume_kini(bagian) as table (
    select
        r._submission_id,
        r.kode_produk,
        lipat(r.satuan) as satuan,
        sum(r.volume) as volume,
        arg_max(r._sheet, (r.volume, -r._row)) as _sheet,
        arg_max(r._row, (r.volume, -r._row)) as _row
    from query_table(bagian) as r
    where r.volume is not null
    group by r._submission_id, r.kode_produk, lipat(r.satuan)
)
