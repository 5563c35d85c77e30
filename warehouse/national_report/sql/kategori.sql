-- Penjualan menurut kategori produk bulan itu dan bulan sebelumnya; kategori dari katalog UPT bulan yang sama.
with jual as (
    select
        s.periode,
        coalesce(p.kategori, '(tidak ada di katalog)') as kategori,
        sum(s.omzet_rp) as omzet_rp,
        count(distinct s.kode_upt) as upt,
        count(distinct s.kode_upt || '/' || s.kode_produk) as produk
    from core.penjualan as s
    left join core.produk as p on s.kode_upt = p.kode_upt and s.periode = p.periode and s.kode_produk = p.kode_produk
    where s.periode in ($periode, $lalu)
    group by all
)

select
    coalesce(kini.kategori, lalu.kategori) as kategori,
    kini.omzet_rp,
    lalu.omzet_rp as omzet_bulan_lalu_rp,
    kini.omzet_rp - lalu.omzet_rp as selisih_rp,
    cast(100 * (kini.omzet_rp - lalu.omzet_rp) / nullif(lalu.omzet_rp, 0) as decimal(24, 2)) as perubahan_persen,
    kini.produk,
    kini.upt
from (from jual where periode = $periode) as kini
full join (from jual where periode = $lalu) as lalu on kini.kategori = lalu.kategori
order by kini.omzet_rp desc nulls last, coalesce(kini.kategori, lalu.kategori)
