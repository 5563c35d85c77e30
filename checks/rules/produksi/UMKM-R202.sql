-- Hasil produksi yang kurang dari seperlima biasanya ditanyakan, dibandingkan dengan bulan-bulan lalu produk itu (bulan tanpa hasil
-- = 0).
-- Seperlima: alat rusak atau libur panjang memotong hasil menjadi separuh atau sepertiga; ribuan yang ditulis sebagai desimal
-- memotongnya seribu kali.
with jumlah as (
    select
        l._untuk,
        l.kode_produk,
        lipat(l.satuan) as satuan,
        l.periode,
        sum(l.volume) as volume
    from riwayat_produksi as l
    where l.volume is not null
    group by l._untuk, l.kode_produk, lipat(l.satuan), l.periode
),

lalu as (
    select
        p._untuk,
        p.kode_produk,
        p.satuan,
        list(coalesce(j.volume, 0)) as volume
    from (select distinct j._untuk, j.kode_produk, j.satuan from jumlah as j) as p
    inner join riwayat_bagian as b on p._untuk = b._untuk and b.dataset = 'produksi'
    left join jumlah as j
        on p._untuk = j._untuk and p.kode_produk = j.kode_produk and p.satuan = j.satuan and b.periode = j.periode
    group by p._untuk, p.kode_produk, p.satuan
),

kini as (
    select
        r._submission_id,
        r.kode_produk,
        lipat(r.satuan) as satuan,
        sum(r.volume) as volume,
        arg_max(r._sheet, (r.volume, -r._row)) as _sheet,
        arg_max(r._row, (r.volume, -r._row)) as _row
    from produksi as r
    where r.volume is not null
    group by r._submission_id, r.kode_produk, lipat(r.satuan)
)

select
    k._submission_id,
    k._sheet,
    k._row,
    'volume' as field,
    biasanya(l.volume, 1) as expected
from kini as k
inner join lalu as l on k._submission_id = l._untuk and k.kode_produk = l.kode_produk and k.satuan = l.satuan
where k.volume < batas_bawah(l.volume, 5)
