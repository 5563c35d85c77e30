-- Jumlah utama setiap UPT dan bulan dari baris yang berlaku, sekali dihitung untuk semua mart yang membacanya.
-- Kosong: tidak ada barisnya; nihil atau belum lapor dibedakan oleh core.publikasi_berlaku.
with bagian as (
    select
        periode,
        kode_upt,
        sum(omzet_rp) as omzet_rp,
        sum(pnbp_rp) as pnbp_rp,
        sum(premi_rp) as premi_rp
    from core.penjualan
    group by periode, kode_upt
    union all by name
    select
        periode,
        kode_upt,
        count(distinct kode_produk) filter (volume > 0) as produk_dibuat
    from core.produksi
    group by periode, kode_upt
    union all by name
    select
        periode,
        kode_upt,
        sum(coalesce(laki_laki_orang, 0) + coalesce(perempuan_orang, 0) + coalesce(anak_orang, 0)) as wbp_bekerja_orang
    from core.tenaga_kerja
    group by periode, kode_upt
    union all by name
    select
        periode,
        kode_upt,
        sum(hasil_kg) as hasil_panen_kg
    from core.panen
    group by periode, kode_upt
)

select
    periode,
    kode_upt,
    max(omzet_rp) as omzet_rp,
    max(pnbp_rp) as pnbp_rp,
    max(premi_rp) as premi_rp,
    max(produk_dibuat) as produk_dibuat,
    cast(max(wbp_bekerja_orang) as bigint) as wbp_bekerja_orang,
    max(hasil_panen_kg) as hasil_panen_kg
from bagian
group by periode, kode_upt
