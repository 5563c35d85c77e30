"""Accepted rows in, documented tables out: DuckDB, the ledger, publishing and reports."""
