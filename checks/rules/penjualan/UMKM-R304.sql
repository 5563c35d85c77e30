-- Harga jual nyata (omzet dibagi volume) semestinya tidak jauh dari biasanya: dua kali atau separuhnya ditanyakan, per baris.
-- Dua kali: potongan harga dan beda kanal menggeser harga 10-30 persen; omzet yang salah nol menggesernya sepuluh kali.
with lalu as (
    select
        j._untuk,
        j.kode_produk,
        j.satuan,
        list(j.harga) as harga
    from (
        select
            l._untuk,
            l.periode,
            l.kode_produk,
            lipat(l.satuan) as satuan,
            sum(l.omzet_rp) / sum(l.volume) as harga
        from riwayat_penjualan as l
        where l.volume > 0 and l.omzet_rp > 0
        group by l._untuk, l.periode, l.kode_produk, lipat(l.satuan)
    ) as j
    group by j._untuk, j.kode_produk, j.satuan
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'omzet_rp' as field,
    biasanya(l.harga, 0) || ' setiap satuan' as expected
from penjualan as r
inner join lalu as l on r._submission_id = l._untuk and r.kode_produk = l.kode_produk and lipat(r.satuan) = l.satuan
where
    r.volume > 0
    and r.omzet_rp > 0
    and (r.omzet_rp / r.volume > batas_atas(l.harga, 2) or r.omzet_rp / r.volume < batas_bawah(l.harga, 2))
