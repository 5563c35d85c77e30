-- Aturan mana berlaku bagi laporan mana; bila dilewati, mengapa.
create or replace table _penerapan as
with tersedia as (
    select
        _submission_id,
        dataset,
        false as menyusul
    from bagian
    union
    select
        k._untuk,
        k.dataset,
        k.menyusul
    from konteks_tersedia as k
    where not exists (select 1 from bagian as b where b._submission_id = k._untuk and b.dataset = k.dataset)
),

sisi_lain as (
    select
        butuh.rule,
        pengiriman._submission_id,
        string_agg(butuh.label, ', ' order by butuh.label) filter (where tersedia.dataset is null) as belum_ada,
        coalesce(bool_or(tersedia.menyusul), false) as menyusul
    from _butuh as butuh
    cross join pengiriman
    left join tersedia on pengiriman._submission_id = tersedia._submission_id and butuh.dataset = tersedia.dataset
    group by all
),

tanpa_riwayat as (
    select
        butuh.rule,
        pengiriman._submission_id
    from _butuh_riwayat as butuh
    cross join pengiriman
    left join riwayat_bagian as lalu on pengiriman._submission_id = lalu._untuk and butuh.dataset = lalu.dataset
    group by butuh.rule, pengiriman._submission_id, butuh.dataset
    having count(lalu.periode) = 0
)

select
    aturan.rule,
    pengiriman._submission_id,
    coalesce(sisi_lain.menyusul, false) as menyusul,
    case
        when tolakan.rule = aturan.rule then null
        when tolakan.rule is not null then 'Berkas tidak terbaca.'
        when aturan.kind = 'reader' then null
        when aturan.maturity = 'pensiun' then 'Aturan sudah tidak dipakai.'
        when pengiriman.periode < aturan.valid_from or pengiriman.periode > aturan.valid_to
            then 'Aturan tidak berlaku untuk periode ' || pengiriman.periode || '.'
        when aturan.dataset <> 'pengiriman' and bagian.dataset is null
            then 'Bagian ' || aturan.label_dataset || ' tidak ada dalam laporan ini.'
        when sisi_lain.belum_ada is not null
            then $menunggu || ' ' || sisi_lain.belum_ada || ' dari UPT dan periode yang sama.'
        when tanpa_riwayat.rule is not null then 'Belum ada laporan bulan-bulan sebelumnya untuk dibandingkan.'
        when aturan.kind = 'field' and _ada_kolom.field is null then 'Kolom ' || aturan.label_kolom || ' tidak ada di lembar ini.'
    end as sebab
from _aturan as aturan
cross join pengiriman
left join tolakan on pengiriman._submission_id = tolakan._submission_id
left join (select distinct b._submission_id, b.dataset from bagian as b) as bagian
    on pengiriman._submission_id = bagian._submission_id and aturan.dataset = bagian.dataset
left join sisi_lain on pengiriman._submission_id = sisi_lain._submission_id and aturan.rule = sisi_lain.rule
left join (select distinct t.rule, t._submission_id from tanpa_riwayat as t) as tanpa_riwayat
    on pengiriman._submission_id = tanpa_riwayat._submission_id and aturan.rule = tanpa_riwayat.rule
left join _ada_kolom
    on pengiriman._submission_id = _ada_kolom._submission_id
        and aturan.dataset = _ada_kolom.dataset
        and aturan.field = _ada_kolom.field
