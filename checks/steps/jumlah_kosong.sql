-- Bentuk jumlah_kolom tanpa satu baris pun: pangkal gabungan, juga bila tidak ada dataset yang punya kolom angka.
select
    cast(null as varchar) as _submission_id,
    cast(null as varchar) as dataset,
    cast(null as varchar) as _sheet,
    cast(null as varchar) as field,
    cast(null as decimal(38, 6)) as jumlah
limit 0
