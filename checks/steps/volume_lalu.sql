-- Volume setiap produk dan satuan dalam bulan-bulan lalu UPT; bulan yang dilaporkan tanpa produk itu = 0.
create or replace macro volume_lalu(bagian) as table (
    with jumlah as (
        select
            l._untuk,
            l.kode_produk,
            lipat(l.satuan) as satuan,
            l.periode,
            sum(l.volume) as volume
        from query_table('riwayat_' || bagian) as l
        where l.volume is not null
        group by l._untuk, l.kode_produk, lipat(l.satuan), l.periode
    )

    select
        p._untuk,
        p.kode_produk,
        p.satuan,
        list(coalesce(j.volume, 0)) as volume
    from (select distinct j._untuk, j.kode_produk, j.satuan from jumlah as j) as p
    inner join riwayat_bagian as b on p._untuk = b._untuk and b.dataset = bagian
    left join jumlah as j
        on p._untuk = j._untuk and p.kode_produk = j.kode_produk and p.satuan = j.satuan and b.periode = j.periode
    group by p._untuk, p.kode_produk, p.satuan
)
