-- Nama dan jenis kolom sebuah relasi.
describe $relasi
