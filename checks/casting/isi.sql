-- Isi sel tanpa spasi di tepinya; sel yang hanya berisi tanda kosong (-, n/a, #N/A) dianggap tidak terisi.
create or replace macro isi(teks) as (
    case
        when lower(trim(teks, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8239) || chr(65279)))
            in ('', '-', '--', '–', '—', 'n/a', '#n/a') then null
        else trim(teks, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8239) || chr(65279))
    end
)
