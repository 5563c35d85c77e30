-- Indikator program, nasional dan kantor wilayah. Indikator orang yang tidak dikenal aturan penyamaran tidak ikut terbit.
select * from mart.program_akselerasi
where
    tingkat in ('nasional', 'kanwil')
    and (satuan not ilike '%orang%' or ukuran in (select b.ukuran from _bagian as b))
