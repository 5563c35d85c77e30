-- Enam bulan terakhir yang dilaporkan UPT sebelum laporan ini; kurang dari enam bila belum ada sebanyak itu.
create or replace macro enam_terakhir(bagian) as table (
    select
        b._untuk,
        b.periode
    from riwayat_bagian as b
    where b.dataset = bagian
    qualify row_number() over (partition by b._untuk order by b.periode desc) <= 6
)
