-- Harga satuan semestinya tidak jauh dari harga produk itu selama ini: dua kali atau separuhnya ditanyakan.
-- Harga naik beberapa persen setahun; yang berlipat dua hampir selalu salah nol atau salah satuan (uang, bukan musim, jadi 2 dan
-- bukan 3).
with lalu as (
    select
        l._untuk,
        l.kode_produk,
        lipat(l.satuan) as satuan,
        list(l.harga_satuan_rp) as harga
    from riwayat_produk as l
    where l.harga_satuan_rp > 0
    group by l._untuk, l.kode_produk, lipat(l.satuan)
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'harga_satuan_rp' as field,
    biasanya(l.harga, 0) as expected
from produk as r
inner join lalu as l on r._submission_id = l._untuk and r.kode_produk = l.kode_produk and lipat(r.satuan) = l.satuan
where r.harga_satuan_rp > batas_atas(l.harga, 2) or r.harga_satuan_rp < batas_bawah(l.harga, 2)
