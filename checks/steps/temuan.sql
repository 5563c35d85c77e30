-- Dari baris yang melanggar menjadi temuan: sel, judul kolom, nilai seperti dikirim, kunci, tingkat, dan kalimatnya.
create or replace table _temuan as
with berlaku as (
    select
        pelanggar.* exclude (dataset),
        coalesce(pelanggar.dataset, aturan.dataset) as dataset,
        aturan.* exclude (rule, dataset, field, pesan, perbaikan),
        coalesce(tolakan.message, aturan.pesan) as pesan,
        coalesce(tolakan.fix, aturan.perbaikan) as perbaikan,
        penerapan.menyusul
    from _pelanggar as pelanggar
    inner join _aturan as aturan on pelanggar.rule = aturan.rule
    inner join _penerapan as penerapan
        on pelanggar.rule = penerapan.rule and pelanggar._submission_id = penerapan._submission_id
    left join tolakan on pelanggar._submission_id = tolakan._submission_id and pelanggar.rule = tolakan.rule
    where penerapan.sebab is null and pelanggar.rule not in (select g.rule from _tidak_jalan as g)
),

berletak as (
    select
        berlaku.*,
        letak.letter,
        coalesce(letak.label, kontrak.label) as kolom_tertulis,
        coalesce(
            berlaku.cell,
            case when berlaku._row is null then letak.header_cell else letak.letter || berlaku._row end
        ) as alamat
    from berlaku
    left join _letak as letak
        on berlaku._submission_id = letak._submission_id
            and berlaku._sheet is not distinct from letak._sheet
            and berlaku.dataset = letak.dataset
            and berlaku.field = letak.field
            and coalesce(berlaku._row, letak.dari) >= letak.dari
            and coalesce(berlaku._row, letak.dari) < letak.sebelum
    left join kolom_kontrak as kontrak on berlaku.dataset = kontrak.dataset and berlaku.field = kontrak.field
),

isi_sel as (
    select
        semua_sel._submission_id,
        semua_sel._sheet,
        semua_sel.cell,
        min(semua_sel.text) as teks
    from semua_sel
    where
        (semua_sel._submission_id, semua_sel.cell)
        in (select (b._submission_id, b.alamat) from berletak as b where b.alamat is not null)
    group by all
),

-- Nilai di kolom yang memuat data pribadi tidak dibawa oleh temuan mana pun.
tertutup as (
    select distinct
        b._submission_id,
        b._sheet,
        regexp_extract(b.alamat, '^[A-Z]+') as letter
    from berletak as b
    where b.rahasia and b.alamat is not null
),

bernilai as (
    select
        b.*,
        coalesce(b._row, try_cast(regexp_extract(b.alamat, '[0-9]+$') as bigint)) as baris,
        (b.rahasia or tertutup.letter is not null) as ditutup,
        case when not (b.rahasia or tertutup.letter is not null) then coalesce(b.value, isi_sel.teks) end as nilai,
        case when not (b.rahasia or tertutup.letter is not null) then rapikan(b.expected) end as harap,
        case when not (b.rahasia or tertutup.letter is not null) then rapikan(b.difference) end as selisih,
        kunci.kunci
    from berletak as b
    left join isi_sel
        on b._submission_id = isi_sel._submission_id
            and b._sheet is not distinct from isi_sel._sheet
            and b.alamat = isi_sel.cell
    left join tertutup
        on b._submission_id = tertutup._submission_id
            and b._sheet is not distinct from tertutup._sheet
            and regexp_extract(b.alamat, '^[A-Z]+') = tertutup.letter
    left join _kunci as kunci
        on b.dataset = kunci.dataset
            and b._submission_id = kunci._submission_id
            and b._sheet is not distinct from kunci._sheet
            and b._row = kunci._row
),

berharap as (
    select
        b.*,
        case
            when b.harap is null or contains(b.harapan_aturan, '{harapan}')
                then isi_kalimat(b.harapan_aturan, b.kolom_tertulis, b.sebutan, b.harap, b.selisih, b._sheet, b.alamat)
            else b.harap
        end as harapan
    from (select n.*, case when n.ditutup then '…' else n.nilai end as sebutan from bernilai as n) as b
),

bernomor as (
    select
        b.*,
        substr(
            sha256(
                concat_ws(
                    chr(30), b.rule, coalesce(pengiriman.kode_upt, ''), coalesce(pengiriman.periode, ''), b.dataset,
                    coalesce(b.kunci, ''), coalesce(b.field, '')
                )
            ), 1, 16
        ) as finding_id
    from berharap as b
    inner join pengiriman on b._submission_id = pengiriman._submission_id
)

select
    b._submission_id as submission_id,
    b.finding_id,
    row_number() over (
        partition by b._submission_id, b.finding_id order by b._sheet nulls first, b.baris nulls first, b.alamat, b.nilai, b.harapan
    ) as ordinal,
    case when not b.ditutup then substr(sha256(coalesce(b.nilai, '')), 1, 16) end as value_hash,
    b.rule,
    b.tier,
    case when b.menyusul or b.maturity = 'uji' then 'CATATAN' else b.severity end as severity,
    b.dataset,
    b._sheet as sheet,
    b.alamat as cell,
    b.baris as row,
    b.kolom_tertulis as "column",
    b.field,
    b.nilai as value,
    nullif(b.harapan, '') as expected,
    b.selisih as difference,
    isi_kalimat(b.pesan, b.kolom_tertulis, b.sebutan, b.harapan, b.selisih, b._sheet, b.alamat) as message,
    isi_kalimat(b.perbaikan, b.kolom_tertulis, b.sebutan, b.harapan, b.selisih, b._sheet, b.alamat) as fix,
    'open' as status
from bernomor as b
order by
    b._submission_id, array_position(['TOLAK', 'PERBAIKI', 'KONFIRMASI', 'CATATAN'], b.severity), b.impact desc,
    b._sheet nulls first, b.baris nulls first, b.alamat, b.rule
