-- Aturan pembaca yang disebut sebuah penolakan tetapi tidak ada di kontrak tetap dicatat: penolakan tidak boleh hilang.
insert into _aturan by name
select distinct
    tolakan.rule,
    'pengiriman' as dataset,
    'P' as tier,
    'TOLAK' as severity,
    'reader' as kind,
    'aktif' as maturity,
    3 as impact,
    false as rahasia,
    tolakan.message as pesan,
    tolakan.fix as perbaikan,
    '' as harapan_aturan
from tolakan
where tolakan.rule not in (select _aturan.rule from _aturan)
