-- Omzet semestinya mendekati volume × harga katalog: antara setengah dan dua kalinya (potongan dan harga pameran wajar, salah nol tidak).
with banding as (
    select
        r._submission_id,
        r._sheet,
        r._row,
        r.omzet_rp,
        round(cast(r.volume as decimal(38, 3)) * p.harga_satuan_rp, 2) as seharga
    from penjualan as r
    inner join rujukan_produk as p on r._submission_id = p._untuk and r.kode_produk = p.kode_produk and r.satuan = p.satuan
    where r.omzet_rp > 0
    qualify row_number() over (partition by r._submission_id, r._sheet, r._row order by p._row) = 1
)

select
    b._submission_id,
    b._sheet,
    b._row,
    'omzet_rp' as field,
    b.seharga as expected,
    b.omzet_rp - b.seharga as difference
from banding as b
where b.seharga > 0 and b.omzet_rp / b.seharga not between 0.5 and 2
