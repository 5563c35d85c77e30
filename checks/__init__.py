"""Text rows in, verdicts out: casting, rules, findings and the marked-up workbook."""
