-- Kolom setiap tabel yang sudah ada di berkas ini, menurut urutannya.
select
    c.schema_name || '.' || c.table_name as tabel,
    c.column_name,
    c.data_type
from duckdb_columns() as c
inner join duckdb_tables() as t on c.table_oid = t.table_oid and c.database_name = t.database_name
where c.database_name = current_database()
order by c.table_oid, c.column_index
