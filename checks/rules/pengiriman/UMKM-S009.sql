-- Sel rumus harus menyimpan hasilnya; rumus tanpa hasil terbaca kosong.
select
    b._submission_id,
    b._sheet,
    b._row,
    w.field,
    b.dataset
from semua_baris as b
inner join kolom_kontrak as w on b.dataset = w.dataset
where contains(b._kinds, 'f') and substr(b._kinds, w.urutan, 1) = 'f'
