-- Biaya bahan untuk satu satuan semestinya tidak jauh dari biasanya: tiga kali atau sepertiganya ditanyakan.
-- Tiga kali: harga bahan naik turun musiman sampai dua kali (cabai, telur); biaya yang salah nol berubah sepuluh kali.
with lalu as (
    select
        l._untuk,
        l.kode_produk,
        lipat(l.satuan) as satuan,
        list(l.biaya_bahan_rp / l.volume) as biaya
    from riwayat_produksi as l
    where l.volume > 0 and l.biaya_bahan_rp > 0
    group by l._untuk, l.kode_produk, lipat(l.satuan)
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'biaya_bahan_rp' as field,
    biasanya(l.biaya, 0) || ' setiap satuan' as expected
from produksi as r
inner join lalu as l on r._submission_id = l._untuk and r.kode_produk = l.kode_produk and lipat(r.satuan) = l.satuan
where
    r.volume > 0
    and r.biaya_bahan_rp > 0
    and (r.biaya_bahan_rp / r.volume > batas_atas(l.biaya, 3) or r.biaya_bahan_rp / r.volume < batas_bawah(l.biaya, 3))
