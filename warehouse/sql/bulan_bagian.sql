-- Dataset dan bulan yang sudah ada angkanya.
select distinct
    dataset,
    periode
from $origin
