-- Untuk ke berapa kalinya sebuah isian tertulis dalam satu laporan.
create or replace macro kali_ke(laporan, lembar, baris, isian) as (
    case when isian is not null then row_number() over (partition by laporan, isian order by lembar nulls first, baris) end
)
