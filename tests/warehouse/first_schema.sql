-- The first schema that a warehouse had (24 November 2026), with made rows: two reports, one of them corrected.
-- Written once by that version's own loading, never changed: tests migrate it to the schema of today.
create schema core;
create schema mart;
create schema meta;
create table core.kanwil ("kanwil" varchar, "nama_kanwil" varchar);
insert into core.kanwil values ('Selatan', 'Kanwil Selatan');
insert into core.kanwil values ('Utara', 'Kanwil Utara');
create table core.kegiatan_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "kegiatan_tanggal" date,
    "jenis" varchar,
    "nama_kegiatan" varchar,
    "penyelenggara" varchar,
    "peserta_wbp_orang" bigint,
    "peserta_petugas_orang" bigint,
    "cara" varchar,
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.kegiatan_rows values (
    'A', '2026-10', '2026-10-03', 'pelatihan', 'Las dasar', null, null, null, null, 'S-A-2026-10-11020000', 'Lembar', 2
);
create table core.panen_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "sektor" varchar,
    "komoditas" varchar,
    "luas_lahan_m2" decimal(18, 3),
    "panen_tanggal" date,
    "hasil" decimal(18, 3),
    "satuan" varchar,
    "hasil_kg" decimal(18, 3),
    "nilai_rp" decimal(18, 2),
    "panen_raya" boolean,
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.panen_rows values (
    'A', '2026-10', 'pertanian', 'padi', null, '2026-01-15', 40.000, 'kg', 40.000, null, true, 'S-A-2026-10-11020000', 'Lembar', 2
);
create table core.penjualan_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "kode_produk" varchar,
    "nama_produk" varchar,
    "kanal" varchar,
    "volume" decimal(18, 3),
    "satuan" varchar,
    "omzet_rp" decimal(18, 2),
    "pnbp_rp" decimal(18, 2),
    "premi_rp" decimal(18, 2),
    "modal_rp" decimal(18, 2),
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.penjualan_rows values (
    'A', '2026-10', 'P1', 'Gula', 'koperasi', 1.000, 'kg', 100.00, 25.50, null, null, 'S-A-2026-10-11020000', 'Lembar', 2
);
insert into core.penjualan_rows values (
    'A', '2026-10', 'P2', null, 'koperasi', 1.000, 'kg', 7.00, null, null, null, 'S-A-2026-10-11020000', 'Lembar', 3
);
insert into core.penjualan_rows values (
    'A', '2026-10', 'P1', null, 'koperasi', 1.000, 'kg', 90.00, null, null, null, 'S-A-2026-10-11050000-2', 'Lembar', 2
);
create table core.produk_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "kode_produk" varchar,
    "nama_produk" varchar,
    "kategori" varchar,
    "unggulan" boolean,
    "satuan" varchar,
    "harga_satuan_rp" decimal(18, 2),
    "mitra" varchar,
    "nomor_pirt" varchar,
    "nomor_halal" varchar,
    "nomor_bpom" varchar,
    "nomor_haki" varchar,
    "siap_galeri" boolean,
    "stok_galeri" decimal(18, 3),
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.produk_rows values (
    'A', '2026-10', 'P1', 'Gula', null, true, 'kg', null, null, null, null, null, null, null, null, 'S-A-2026-10-11020000', 'Lembar', 2
);
create table core.produksi_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "kode_produk" varchar,
    "nama_produk" varchar,
    "volume" decimal(18, 3),
    "satuan" varchar,
    "biaya_bahan_rp" decimal(18, 2),
    "wbp_terlibat_orang" bigint,
    "hari_kerja" decimal(18, 3),
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.produksi_rows values ('A', '2026-10', 'P1', null, 1.500, 'kg', null, null, null, 'S-A-2026-10-11020000', 'Lembar', 2);
create table core.provinsi ("kode_provinsi" varchar, "nama_provinsi" varchar, "kanwil" varchar);
insert into core.provinsi values ('11', 'Provinsi 11', 'Utara');
insert into core.provinsi values ('12', 'Provinsi 12', 'Selatan');
create table core.publikasi (
    "kode_upt" varchar,
    "periode" varchar,
    "dataset" varchar,
    "submission_id" varchar,
    "diterima_pada" timestamp,
    "sha256" varchar,
    "nihil" boolean,
    "n_baris" bigint,
    "aksi" varchar,
    "pada" timestamp
);
insert into core.publikasi values (
    'A', '2026-10', 'kegiatan', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 1, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'B', '2026-10', 'penjualan', 'S-B-2026-10-11030000', '2026-11-03 00:00:00', 'sha-', true, 0, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'panen', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 1, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'tenaga_kerja', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 1, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'produksi', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 1, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'produk', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 1, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'penjualan', 'S-A-2026-10-11020000', '2026-11-02 00:00:00', 'sha-', false, 2, 'terbit', '2026-11-04 07:00:00'
);
insert into core.publikasi values (
    'A', '2026-10', 'penjualan', 'S-A-2026-10-11050000-2', '2026-11-05 00:00:00', 'sha--2', false, 1, 'terbit', '2026-11-06 07:00:00'
);
create table core.submission (
    "submission_id" varchar,
    "file" varchar,
    "sha256" varchar,
    "kode_upt" varchar,
    "periode" varchar,
    "diterima_pada" timestamp,
    "dimuat_pada" timestamp,
    "percobaan" bigint,
    "ruleset" varchar,
    "tepat_waktu" boolean,
    "sebagian" boolean,
    "n_pengecualian" bigint,
    "n_konfirmasi" bigint
);
insert into core.submission values (
    'S-A-2026-10-11020000', 'A.xlsx', 'sha-', 'A', '2026-10', '2026-11-02 00:00:00', '2026-11-04 07:00:00', 1, 'r1', true, false, 0, 0
);
insert into core.submission values (
    'S-B-2026-10-11030000', 'B.xlsx', 'sha-', 'B', '2026-10', '2026-11-03 00:00:00', '2026-11-04 07:00:00', 1, 'r1', true, false, 0, 0
);
insert into core.submission values (
    'S-A-2026-10-11050000-2', 'A.xlsx', 'sha--2', 'A', '2026-10', '2026-11-05 00:00:00', '2026-11-06 07:00:00', 1, 'r1', true, false, 0, 0
);
create table core.target_pnbp ("tahun" bigint, "kanwil" varchar, "target_rp" decimal(18, 2));
create table core.tenaga_kerja_rows (
    "kode_upt" varchar,
    "periode" varchar,
    "bidang" varchar,
    "laki_laki_orang" bigint,
    "perempuan_orang" bigint,
    "anak_orang" bigint,
    "bersertifikat_orang" bigint,
    "penerima_premi_orang" bigint,
    "peserta_asimilasi_orang" bigint,
    "_submission_id" varchar,
    "_sheet" varchar,
    "_row" bigint
);
insert into core.tenaga_kerja_rows values ('A', '2026-10', 'las', 4, null, null, null, null, null, 'S-A-2026-10-11020000', 'Lembar', 2);
create table core.upt (
    "kode_upt" varchar,
    "nama_upt" varchar,
    "jenis" varchar,
    "kelas" varchar,
    "kekhususan" varchar,
    "kanwil" varchar,
    "kode_provinsi" varchar,
    "kode_kab_kota" varchar,
    "berlaku_dari" date,
    "berlaku_sampai" date
);
insert into core.upt values ('A', 'Lapas A', 'Lapas', 'IIA', 'Umum', 'Utara', '11', null, null, null);
insert into core.upt values ('B', 'Lapas B', 'Lapas', 'IIA', 'Umum', 'Utara', '11', null, null, null);
insert into core.upt values ('C', 'Lapas C', 'Lapas', 'IIA', 'Umum', 'Selatan', '12', null, null, null);
create table meta.skema ("sidik" varchar, "pada" timestamp);
insert into meta.skema values ('45092169f17e252b', '2026-11-24 18:38:59.181057');
