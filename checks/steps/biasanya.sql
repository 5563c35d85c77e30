-- Kalimat pembanding sebuah temuan riwayat: nilai yang biasa (median) dan dari berapa catatan.
create or replace macro biasanya(lalu, desimal) as (
    'biasanya sekitar '
    || rapikan(cast(cast(round(list_aggregate(cast(lalu as double[]), 'median'), desimal) as decimal(38, 2)) as varchar))
    || ' menurut ' || len(lalu) || ' catatan sebelumnya'
)
