-- Banyaknya baris sebuah jenis laporan dalam bulan-bulan lalu UPT; bulan nihil = 0.
create or replace macro baris_lalu(bagian) as table (
    select
        b._untuk,
        list(coalesce(b.n_baris, 0)) as jumlah
    from riwayat_bagian as b
    where b.dataset = bagian
    group by b._untuk
)
