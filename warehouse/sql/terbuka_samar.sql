-- Satu tabel terbuka, angka yang disamarkan dikosongkan dan disebut namanya pada kolom disamarkan.
select
    $kolom,
    nullif(concat_ws(';', $nama), '') as disamarkan
from $asal as a
left join core.periode as p on a.periode = p.periode
left join _samar_daftar as ini on a.periode = ini.periode and coalesce(a.kanwil, '') = ini.wilayah
left join _samar_daftar as lalu on p.periode_bulan_lalu = lalu.periode and coalesce(a.kanwil, '') = lalu.wilayah
left join _samar_daftar as setahun on p.periode_tahun_lalu = setahun.periode and coalesce(a.kanwil, '') = setahun.wilayah
order by $kunci
