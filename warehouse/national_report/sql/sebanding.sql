-- Omzet dan PNBP UPT yang melaporkan penjualan pada bulan itu dan bulan sebelumnya: perbandingan atas UPT yang sama.
select
    count(*) as upt,
    sum(kini.omzet_rp) as omzet_rp,
    sum(lalu.omzet_rp) as omzet_bulan_lalu_rp,
    sum(kini.pnbp_rp) as pnbp_rp,
    sum(lalu.pnbp_rp) as pnbp_bulan_lalu_rp
from mart.peringkat_upt as kini
inner join mart.peringkat_upt as lalu on kini.kode_upt = lalu.kode_upt
where
    kini.periode = $periode
    and lalu.periode = $lalu
    and kini.omzet_rp is not null
    and lalu.omzet_rp is not null
