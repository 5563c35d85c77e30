"""A flow run on schedule, as a process of its own: Prefect's engine, tied to the runner that started it.

``python -m flows.flow_run <process id of the runner>``
"""

from __future__ import annotations

import runpy
import sys

from flows.child import tie_to

if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    del sys.argv[1:]  # Prefect tells its engine by the environment which flow run it is.
    runpy.run_module("prefect.engine", run_name="__main__")
