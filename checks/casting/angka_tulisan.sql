-- Angka yang diketik: Rp 1.500.000,-; 23,5 juta; (1.500); 1 500; nihil. Satuan di belakangnya harus satuan kolom itu sendiri.
create or replace macro angka_tulisan(teks, skala, satuan) as (
    with rapi as (
        select
            regexp_replace(
                regexp_replace(
                    translate(lower(teks), '−–—０１２３４５６７８９．，²' || chr(160) || chr(8239), '---0123456789.,2  '), '\s+', ' ', 'g'
                ),
                '([.,]) ', '\1', 'g'
            ) as s,
            skala as batas,
            satuan as kata
    ),

    bagian as (
        select
            rapi.s,
            rapi.batas,
            rapi.kata,
            regexp_extract(
                rapi.s,
                '^(\()? ?([-+])? ?(?:(rp|idr)\.? ?)?([-+])? ?([0-9][0-9., ]*?)(?:[.,]-{1,2})? ?'
                || '(?:(ribu|rb|juta|jt|miliar|milyar|mlr|triliun|trilyun)\.?)? ?([a-z][a-z0-9./ ]*)? ?(-)?(\))?$',
                ['buka', 'tanda', 'rupiah', 'tanda_dalam', 'angka', 'kali', 'satuan', 'minus', 'tutup']
            ) as g
        from rapi
    ),

    titik as (
        select
            bagian.s,
            bagian.batas,
            bagian.kata,
            bagian.g,
            case
                when regexp_full_match(bagian.g.angka, '[0-9]+(\.[0-9]+)?')
                    and not regexp_full_match(bagian.g.angka, '[1-9][0-9]{0,2}\.[0-9]{3}') then bagian.g.angka
                when regexp_full_match(bagian.g.angka, '[1-9][0-9]{0,2}((\.[0-9]{3})+|( [0-9]{3})+)(,[0-9]+)?')
                    then replace(replace(replace(bagian.g.angka, '.', ''), ' ', ''), ',', '.')
                when regexp_full_match(bagian.g.angka, '[1-9][0-9]{0,2}((,[0-9]{3})+\.[0-9]+|(,[0-9]{3}){2,})')
                    then replace(bagian.g.angka, ',', '')
                when bagian.batas < 3 and regexp_full_match(bagian.g.angka, '[1-9][0-9]{0,2},[0-9]{3}') then null
                when regexp_full_match(bagian.g.angka, '[0-9]+,[0-9]+') then replace(bagian.g.angka, ',', '.')
            end as polos,
            case
                when bagian.g.kali in ('ribu', 'rb') then 3
                when bagian.g.kali in ('juta', 'jt') then 6
                when bagian.g.kali in ('miliar', 'milyar', 'mlr') then 9
                when bagian.g.kali in ('triliun', 'trilyun') then 12
                else 0
            end as geser
        from bagian
    ),

    digit as (
        select
            titik.s,
            titik.batas,
            titik.kata,
            titik.g,
            split_part(titik.polos, '.', 1) || rpad(split_part(titik.polos, '.', 2), titik.geser, '0') as utuh,
            rtrim(substr(split_part(titik.polos, '.', 2), titik.geser + 1), '0') as pecahan,
            length(titik.g.tanda || titik.g.tanda_dalam || titik.g.minus || titik.g.buka) as n_tanda
        from titik
    )

    select
        case
            when digit.s in ('nihil', 'nol') then '0'
            when digit.n_tanda > 1 or (digit.g.buka = '') <> (digit.g.tutup = '') then null
            when digit.g.rupiah <> '' and not coalesce(list_contains(digit.kata, 'rupiah'), false) then null
            when digit.g.satuan <> '' and not coalesce(list_contains(digit.kata, lipat(digit.g.satuan)), false) then null
            when length(digit.pecahan) > digit.batas then null
            else
                case when digit.n_tanda = 1 and '+' not in (digit.g.tanda, digit.g.tanda_dalam) then '-' else '' end
                || digit.utuh || case when digit.pecahan <> '' then '.' || digit.pecahan else '' end
        end
    from digit
)
