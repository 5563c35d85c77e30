-- Sepuluh UPT dengan omzet terbesar per warga binaan yang bekerja.
select
    peringkat_omzet_per_wbp,
    nama_upt,
    kanwil,
    omzet_rp,
    omzet_per_wbp_rp
from mart.peringkat_upt
where
    periode = (select max(p.periode) from mart.peringkat_upt as p)
    and peringkat_omzet_per_wbp <= 10
order by peringkat_omzet_per_wbp, nama_upt
