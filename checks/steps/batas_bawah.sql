-- Nilai terendah yang masih biasa menurut bulan-bulan lalu: 5 sebaran (1,4826 × MAD) di bawah median, dan tidak di atas median ÷ `bagi`.
-- Deret yang separuhnya nol, atau yang sebarannya selebar mediannya, tidak punya batas bawah; begitu pula yang kurang dari enam bulan.
create or replace macro batas_bawah(lalu, bagi) as (
    case
        when len(lalu) < 6 or list_aggregate(cast(lalu as double[]), 'median') <= 0 then null
        else least(
                list_aggregate(cast(lalu as double[]), 'median') - 5 * 1.4826 * list_aggregate(cast(lalu as double[]), 'mad'),
                list_aggregate(cast(lalu as double[]), 'median') / bagi
            )
    end
)
