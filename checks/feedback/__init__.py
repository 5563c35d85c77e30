"""What an office gets back: its own workbook with marked cells and the sheet "Perbaikan", a page, and a letter.

From the ground up: :mod:`~checks.feedback.spans` (bytes of XML), :mod:`~checks.feedback.container` (the zip),
:mod:`~checks.feedback.styles`, :mod:`~checks.feedback.cells`, :mod:`~checks.feedback.notes` (what is put in),
:mod:`~checks.feedback.notice` (what is said), :mod:`~checks.feedback.list_sheet`, :mod:`~checks.feedback.patch`,
:mod:`~checks.feedback.copy` (files that are no xlsx), :mod:`~checks.feedback.marking` (all of it, bytes to bytes).
"""
