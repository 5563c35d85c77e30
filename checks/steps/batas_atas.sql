-- Nilai tertinggi yang masih biasa menurut bulan-bulan lalu; tanpa jawaban bila pengamatannya kurang dari enam.
-- Sebaran = 1,4826 × MAD (setara simpangan baku pada sebaran normal); batasnya 5 sebaran di atas median, tetapi tidak di bawah
-- `kali` median, supaya deret yang tenang (MAD 0) tidak menanyakan perubahan kecil. Bila separuh bulannya nol, median dan MAD tidak
-- berkata apa-apa: pembandingnya `kali` nilai terbesar yang pernah ada, dan deret yang selalu nol tidak punya batas.
create or replace macro batas_atas(lalu, kali) as (
    case
        when len(lalu) < 6 then null
        when list_aggregate(cast(lalu as double[]), 'median') = 0 then nullif(list_max(cast(lalu as double[])), 0) * kali
        else list_aggregate(cast(lalu as double[]), 'median')
            + greatest(
                5 * 1.4826 * list_aggregate(cast(lalu as double[]), 'mad'),
                (kali - 1) * list_aggregate(cast(lalu as double[]), 'median')
            )
    end
)
