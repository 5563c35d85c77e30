-- Baris nasional dan kantor wilayah dari satu mart.
select * from $origin
where tingkat in ('nasional', 'kanwil')
