-- Dua nama yang hanya beda satu atau dua huruf dengan kode berbeda ditanyakan: mungkin satu produk dengan dua nama.
-- Angka dan kata sampai tiga huruf harus sama, sebab ukuran (S, XL, SMP) membedakan produk; nama di bawah delapan huruf terlalu
-- pendek untuk dibandingkan.
-- Kemiripan Jaro-Winkler 0,95 membiarkan "warna merah" dan "warna putih"; "Keripik Singkong" dan "Kripik Singkong" mencapai 0,98.
with bernama as (
    select
        p.*,
        lipat(p.nama_produk) as nama,
        regexp_extract_all(lipat(p.nama_produk), '\b[0-9a-z][0-9a-z]?[0-9a-z]?\b|[0-9]+') as ukuran
    from produk as p
    where length(lipat(p.nama_produk)) >= 8 and p.kode_produk is not null
)

select
    r._submission_id,
    r._sheet,
    r._row,
    'nama_produk' as field,
    'mirip dengan ' || min_by(l.nama_produk, (l._sheet, l._row)) || ' (' || min_by(l.kode_produk, (l._sheet, l._row)) || ')' as expected
from bernama as r
inner join bernama as l
    on r._submission_id = l._submission_id and r.ukuran = l.ukuran and r.nama <> l.nama
where
    (coalesce(l._sheet, ''), l._row) < (coalesce(r._sheet, ''), r._row)
    and lipat(r.kode_produk) <> lipat(l.kode_produk)
    and damerau_levenshtein(r.nama, l.nama) <= 2
    and jaro_winkler_similarity(r.nama, l.nama) >= 0.95
group by r._submission_id, r._sheet, r._row
