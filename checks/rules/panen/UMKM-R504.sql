-- Hasil per meter persegi dibandingkan dengan semua UPT yang memanen komoditas yang sama selama dua belas bulan lalu.
-- Lima kali hasil tengah, dari sedikitnya enam UPT: tanah, iklim, dan cara tanam sudah membuat beda tiga kali antardaerah.
select
    r._submission_id,
    r._sheet,
    r._row,
    'hasil' as field,
    'di ' || l.n_upt || ' UPT sekitar ' || rapikan(cast(cast(l.tengah as decimal(38, 2)) as varchar)) || ' kg setiap m²' as expected
from panen as r
inner join rekan_panen as l
    on r._submission_id = l._untuk and lower(trim(r.komoditas)) = l.nama and l.ukuran = 'hasil_per_m2'
where
    r.luas_lahan_m2 > 0
    and l.n_upt >= 6
    and r.hasil_kg / r.luas_lahan_m2 > l.tengah + greatest(5 * 1.4826 * l.sebar, 4 * l.tengah)
