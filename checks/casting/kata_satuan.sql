-- Kata satuan yang boleh tertulis di belakang angka, menurut satuan kolomnya.
create or replace macro kata_satuan(satuan) as (
    case lipat(satuan)
        when 'rupiah' then ['rupiah', 'rp']
        when 'kg' then ['kg', 'kgs', 'kilo', 'kilogram']
        when 'm2' then ['m2', 'meter persegi', 'm persegi']
        when 'orang' then ['orang', 'org', 'jiwa']
        else [lipat(satuan)]
    end
)
