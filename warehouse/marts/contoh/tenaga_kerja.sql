-- Warga binaan yang bekerja menurut kantor wilayah, dengan porsi yang bersertifikat.
select
    kanwil,
    wbp_bekerja_orang,
    bersertifikat_persen,
    penerima_premi_persen,
    upt_lapor_tenaga_kerja
from mart.tenaga_kerja
where
    periode = (select max(t.periode) from mart.tenaga_kerja as t)
    and tingkat = 'kanwil'
order by wbp_bekerja_orang desc nulls last, kanwil
