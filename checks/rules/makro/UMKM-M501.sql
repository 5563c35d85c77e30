-- Jumlah panen raya menurut laporan UPT semestinya sama dengan yang diumumkan, menurut kelompok sektor; beda di atas satu persen disebut.
-- Satu persen: angka yang diumumkan dibulatkan ke kg dan dikumpulkan pada hari panen, laporan bulanan menyusul dengan timbangan akhir.
with lapor as (
    select
        m.panen_tanggal,
        m.kelompok,
        m.hasil_kg as diumumkan,
        coalesce(sum(r.hasil_kg), 0) as dilaporkan
    from core.panen_resmi as m
    left join core.panen as r
        on m.panen_tanggal = r.panen_tanggal and r.panen_raya and list_contains(m.sektor, r.sektor)
    group by m.panen_tanggal, m.kelompok, m.hasil_kg
)

select
    strftime(l.panen_tanggal, '%Y-%m') as periode,
    'Nasional' as wilayah,
    rapikan(cast(l.dilaporkan as varchar)) || ' kg' as value,
    rapikan(cast(l.diumumkan as varchar)) || ' kg (' || l.kelompok || ')' as expected
from lapor as l
where
    abs(l.dilaporkan - l.diumumkan) > 0.01 * l.diumumkan
    and strftime(l.panen_tanggal, '%Y-%m') in (select b.periode from core.publikasi_berlaku as b where b.dataset = 'panen')
