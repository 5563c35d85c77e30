-- Apa yang dihitung di balik satu angka: laporan, kewajiban, kiriman, temuan, dan sebagainya; yang sama sekali saja.
select
    submission_id,
    file,
    sha256,
    kode_upt,
    periode,
    $sheet as lembar,
    $cell as sel,
    $row as baris,
    $shown as nilai,
    $key as kunci
from ($rows) as r -- noqa: AL05
where $wanted
qualify row_number() over (partition by $once order by submission_id) = 1
order by periode, kode_upt, submission_id
