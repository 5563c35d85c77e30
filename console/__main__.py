"""``python -m console``: the ``lumbung`` command where it is not on the path."""

from console.cli import main

if __name__ == "__main__":
    main()
