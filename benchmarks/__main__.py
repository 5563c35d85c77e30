"""Runs the benchmarks: all of them, or those named, as in ``python -m benchmarks read load``."""

import importlib
import pkgutil
import sys

import benchmarks

PREFIX = "bench_"


def main(names: list[str]) -> int:
    """Runs each named benchmark, or all when none is named; an unknown name runs nothing."""
    known = [found.name for found in pkgutil.iter_modules(benchmarks.__path__) if found.name.startswith(PREFIX)]
    wanted = [PREFIX + name.removeprefix(PREFIX) for name in names] or known
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(known) or 'none'}.", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"== {name.removeprefix(PREFIX)}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
