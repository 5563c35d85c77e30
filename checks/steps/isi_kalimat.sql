-- Kalimat aturan dengan tempat kosongnya terisi untuk satu temuan.
create or replace macro isi_kalimat(kalimat, label, nilai, harapan, selisih, lembar, sel) as (
    replace(
        replace(
            replace(
                replace(
                    replace(
                        replace(kalimat, '{sel}', coalesce(sel, '')), '{sheet}', coalesce(lembar, '')
                    ), '{selisih}', coalesce(koma(selisih), '')
                ), '{harapan}', coalesce(koma(harapan), '')
            ), '{label}', coalesce(label, '')
        ), '{nilai}', coalesce(nilai, '(kosong)')
    )
)
