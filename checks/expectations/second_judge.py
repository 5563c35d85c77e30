"""The second judge (to come)."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from sources.contract import Contracts


def second_opinion(
    connection: duckdb.DuckDBPyConnection,  # noqa: ARG001
    contracts: Contracts,  # noqa: ARG001
    counts: Mapping[str, int],  # noqa: ARG001
) -> dict[str, str]:
    """Rules that are inconclusive, and why."""
    return {}
