"""What a release changes against the one before: ``CHANGES.md``."""

from __future__ import annotations

import duckdb

from sources.contract import Contracts
from warehouse.sql_text import name, statement


def changes(con: duckdb.DuckDBPyConnection, contracts: Contracts, database: str, before: str | None) -> str:
    """Rows and offices of every dataset and month that changed, as Markdown in Indonesian.

    Args:
        con: a connection with both releases attached.
        contracts: the datasets.
        database: the name of the new release's database.
        before: the name of the previous one's; None for the first release.
    """
    if before is None:
        return "Terbitan pertama.\n"
    known = {
        row[0]
        for row in con.execute(
            "select view_name from duckdb_views() where database_name = $d", {"d": before}
        ).fetchall()
    }
    lines = ["| dataset | periode | baris | UPT |", "|---|---|---|---|"]
    for dataset in contracts.datasets:
        now = name(database, "core", dataset)
        before_too = dataset in known
        words = {"now": now, "before": name(before, "core", dataset)} if before_too else {"now": now}
        for period, *n in con.execute(statement("perubahan" if before_too else "bulan_pertama", **words)).fetchall():
            lines.append(f"| {dataset} | {period} | {_step(n[0], n[1])} | {_step(n[2], n[3])} |")
    return "\n".join(lines) + "\n" if len(lines) > 2 else "Tidak ada baris fakta yang berubah.\n"


def _step(before: int, now: int) -> str:
    return str(now) if before == now else f"{before} → {now} ({now - before:+d})"
