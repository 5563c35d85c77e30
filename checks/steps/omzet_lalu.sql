-- Jumlah omzet dalam bulan-bulan lalu UPT; bulan nihil = 0.
create or replace macro omzet_lalu(bagian) as table (
    select
        b._untuk,
        list(coalesce(j.jumlah, 0)) as jumlah
    from riwayat_bagian as b
    left join (
        select
            l._untuk,
            l.periode,
            sum(l.omzet_rp) as jumlah
        from query_table('riwayat_' || bagian) as l
        group by l._untuk, l.periode
    ) as j on b._untuk = j._untuk and b.periode = j.periode
    where b.dataset = bagian
    group by b._untuk
)
