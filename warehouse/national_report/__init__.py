"""Laporan Nasional UMKM Pemasyarakatan: a month of the nation as a page, a PDF and a workbook, from one release.

::

    choice = choose(home.published, today, period="2026-10")
    figures = ask(choice)                       # every figure once, from marts, with SQL under ``sql/``
    document = compose(figures)                 # chapters of tables, charts and sentences
    write(document, folder)                     # index.html, .pdf (Typst, offline), .xlsx, angka.json

The three renderings show the same document, so a figure cannot differ between them: docs/decisions/0027.
"""
