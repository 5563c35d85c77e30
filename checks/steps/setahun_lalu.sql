-- Jumlah sebuah wilayah dalam dua belas bulan sebelum sebuah bulan, sepanjang ada; tanpa jawaban bagi bulan yang pertama.
create or replace macro setahun_lalu(jumlah, wilayah, periode) as (
    list(jumlah) over (
        partition by wilayah
        order by cast(periode || '-01' as date)
        range between interval 12 months preceding and interval 1 month preceding
    )
)
