"""How old a ledger is, and making it the present one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from sources.errors import TerminalError

MIGRATIONS: Final = Path(__file__).parent / "migrations"

HEAD: Final = "0005"
"""The newest revision. Spelled out so that opening a ledger that is up to date need not import Alembic; a test holds it
equal to the newest module in ``migrations/versions``."""


class LedgerTooNewError(TerminalError):
    """A newer Lumbung has used this ledger."""


def revision(connection: Connection) -> str | None:
    """The ledger's revision; None: nothing there yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar()


def migrate(connection: Connection) -> None:
    """Bring the ledger to :data:`HEAD`, in the transaction of the caller.

    Raises:
        LedgerTooNewError: its revision is unknown to this version of Lumbung.
    """
    found = revision(connection)
    if found == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise LedgerTooNewError(
            f"the ledger has revision {found}, and this Lumbung knows none after {HEAD}: "
            "install the version that wrote it, or a newer one"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
