-- Bulan yang kewajibannya tidak perlu dihitung lagi selama sidiknya sama: tenggangnya lewat ketika dihitung, dan sekarang.
select
    periode,
    sidik
from meta.kewajiban_bulan
where tenggang_sampai < least(hari, cast($today as date))
