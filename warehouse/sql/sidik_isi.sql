-- Sidik isi gudang, kewajiban, temuan, jawaban, dan jalannya aturan: berubah bila salah satunya berubah. Fakta bertambah bersama publikasi.
select concat_ws(
    ' ',
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from core.publikasi),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from core.submission),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from core.kewajiban),
    (select max_by(sidik, pada) from meta.skema),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from _temuan),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from _jalan),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from _keputusan),
    (select count(*) || ':' || coalesce(bit_xor(hash(*columns(*))), 0) from _kiriman)
) as sidik
