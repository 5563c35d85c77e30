"""The ``lumbung`` command. Heavy packages are imported by the commands that need them, never at start."""

from console.cli.app import main

__all__ = ["main"]
