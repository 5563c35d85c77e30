-- Biaya bahan per satuan semestinya tidak melebihi harga jual satuan di katalog.
with banding as (
    select
        r._submission_id,
        r._sheet,
        r._row,
        r.biaya_bahan_rp,
        round(cast(r.volume as decimal(38, 3)) * p.harga_satuan_rp, 2) as seharga
    from produksi as r
    inner join rujukan_produk as p on r._submission_id = p._untuk and r.kode_produk = p.kode_produk and r.satuan = p.satuan
    qualify row_number() over (partition by r._submission_id, r._sheet, r._row order by p._row) = 1
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'biaya_bahan_rp' as field,
    'paling banyak ' || rapikan(cast(b.seharga as varchar)) as expected,
    b.biaya_bahan_rp - b.seharga as difference
from banding as b
where b.seharga > 0 and b.biaya_bahan_rp > b.seharga
