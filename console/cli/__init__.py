"""The lumbung command."""
