-- Isian kolom wajib seperti dilihat juri kedua: kolom yang sama sekali tidak ada bukan isian kosong.
create or replace macro isian_wajib(laporan, nama_dataset, nama_kolom, isian) as (
    case
        when laporan in (select k._submission_id from _ada_kolom as k where k.dataset = nama_dataset and k.field = nama_kolom) then isian
        else '(kolom tidak ada)'
    end
)
