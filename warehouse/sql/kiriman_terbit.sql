-- Kiriman yang terbit (yang ditarik tidak); urutan percobaannya menurut buku besar, yang juga tahu kiriman yang dikembalikan.
-- Tepat waktu menurut jatuh tempo kewajibannya, yang mundur bila dibuka kembali; tanpa kewajiban, menurut yang dicatat saat dimuat.
with tempo as (
    select
        t.submission_id,
        min(k.jatuh_tempo) as jatuh_tempo
    from $terbit as t
    inner join $kewajiban as k on t.kode_upt = k.kode_upt and t.periode = k.periode and t.dataset = k.dataset
    group by t.submission_id
)

select
    s.* replace (
        coalesce(k.percobaan, s.percobaan) as percobaan,
        coalesce(cast(s.diterima_pada + interval 7 hours as date) <= m.jatuh_tempo, s.tepat_waktu) as tepat_waktu
    )
from $origin as s
semi join $terbit as t on s.submission_id = t.submission_id
left join _kiriman as k on s.submission_id = k.submission_id
left join tempo as m on s.submission_id = m.submission_id
order by s.periode, s.kode_upt, s.diterima_pada, s.submission_id
