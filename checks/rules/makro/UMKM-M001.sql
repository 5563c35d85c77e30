-- Sedikitnya empat dari lima laporan yang wajib semestinya sudah masuk dari setiap kantor wilayah, sesudah masa tenggangnya lewat.
-- Di bawah 80 persen, jumlah wilayah itu tidak dapat dibandingkan dengan bulan lain; yang dikecualikan tidak dihitung.
with lewat as (
    select k.periode
    from core.kewajiban as k
    group by k.periode
    having not bool_or(k.keadaan in ('DIHARAPKAN', 'JATUH_TEMPO'))
),

cakupan as (
    select
        k.periode,
        k.kanwil,
        100 * count(*) filter (k.keadaan in ('TERPENUHI', 'TERPENUHI_TERLAMBAT', 'NIHIL_DIKONFIRMASI')) / count(*) as persen
    from core.kewajiban as k
    inner join lewat as l on k.periode = l.periode
    where k.keadaan <> 'DIKECUALIKAN'
    group by k.periode, k.kanwil
)

select
    c.periode,
    c.kanwil as wilayah,
    cast(cast(c.persen as decimal(9, 1)) as varchar) as value,
    'sedikitnya 80' as expected
from cakupan as c
where c.persen < 80
