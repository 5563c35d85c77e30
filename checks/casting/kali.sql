-- Pengali sebuah kolom menurut satuan di judulnya (omzet_rp=1000); kosong bila tidak ada.
create or replace macro kali(semua, kolom) as (
    case
        when semua is not null
            then try_cast(nullif(regexp_extract(semua, '(^|;)' || kolom || '=([0-9.]+)', 2), '') as decimal(12, 3))
    end
)
